namespace Lanyard.Policy.Explanation;

/// <summary>What the entry of a statement that came nearest differs in from what is asked.</summary>
/// <remarks>Within an element the kinds stand nearest first.</remarks>
public enum NearMissKind
{
    /// <summary>Nothing that has a name: another action, resource, principal or value.</summary>
    Other,

    /// <summary>It is what a <c>NotAction</c>, a <c>NotResource</c> or a negated operator leaves out.</summary>
    Excepted,

    /// <summary>The entry has policy variables, which a policy before <c>2012-10-17</c> takes as they stand.</summary>
    VariableInVersion,

    /// <summary>The entry has policy variables, and in this request they stand for something else or for nothing.</summary>
    OtherVariableValue,

    /// <summary>The resource is a log group whose pattern lacks <c>:*</c>, without which it covers no stream.</summary>
    MissingLogSuffix,

    /// <summary>The resource is a secret whose pattern lacks the six random characters of its ARN, <c>-??????</c>.</summary>
    MissingSecretSuffix,

    /// <summary>The resource is another when case counts, which it does.</summary>
    OtherCase,

    /// <summary>The pattern ends where the path goes on: the bucket for its objects, <c>parameter/app</c> for what is below.</summary>
    MissingPath,

    /// <summary>The pattern covers what is below, not the thing itself: <c>bucket/*</c> for the bucket.</summary>
    OnlyBelow,

    /// <summary>The path between type and name is another or is missing: <c>role/app</c> for <c>role/team/app</c>.</summary>
    OtherPath,

    /// <summary>The pattern has two slashes where the resource has one.</summary>
    DoubledSlash,

    /// <summary>The region is another.</summary>
    OtherRegion,

    /// <summary>The account is another.</summary>
    OtherAccount,

    /// <summary>The partition is another, as <c>aws-cn</c> for <c>aws</c>.</summary>
    OtherPartition,

    /// <summary>A wildcard stands in another field than what it is meant for: none runs across the colons of an ARN.</summary>
    WildcardInOtherField,

    /// <summary>The action has no resource, so that only <c>*</c> covers it.</summary>
    NoResource,

    /// <summary>The action is spelled nearly the same.</summary>
    NearSpelling,

    /// <summary>The action of that name is another service's.</summary>
    OtherService,

    /// <summary>The principal is a session by its ARN: another session of the same role.</summary>
    OtherSession,

    /// <summary>The principal is a unique id, which a user or role that was made anew does not have.</summary>
    StaleId,

    /// <summary>The request has no value for the condition key.</summary>
    KeyAbsent,

    /// <summary>The condition key has several values, which only <c>ForAnyValue</c> and <c>ForAllValues</c> compare.</summary>
    SeveralValues,

    /// <summary>The condition's value has a wildcard, which the operator takes as it stands; <c>StringLike</c> does not.</summary>
    WildcardWithoutLike,

    /// <summary>The condition's date has passed, or is yet to come.</summary>
    DateOutside,

    /// <summary>The address lies outside the condition's ranges.</summary>
    AddressOutside,
}
