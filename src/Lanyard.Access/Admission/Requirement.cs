using Lanyard.Policy;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Access.Admission;

/// <summary>One permission that a call needs: an action on a resource, with the condition values that belong to it.</summary>
/// <param name="Action">The IAM action, as in <c>s3:GetObject</c>.</param>
/// <param name="Resource">The resource's ARN, or <c>*</c> for actions without resource.</param>
public sealed record Requirement(string Action, string Resource)
{
    private readonly string? _shownResource = Resource;

    /// <summary>The account that owns the resource; null stands for the caller's.</summary>
    /// <value>Unless given the account in the resource's ARN, so that naming another's resource never makes it one's own.</value>
    public AccountId? ResourceAccount { get; init; } =
        Arn.TryParse(Resource, out var arn) && AccountId.TryParse(arn.Account, out var owner) ? owner : null;

    /// <summary>The resource's own policy, where it has one.</summary>
    public ResourcePolicy ResourcePolicy { get; init; }

    /// <summary>Condition keys beside the global ones, as <c>iam:PassedToService</c>; each with one or more values.</summary>
    public ConditionValues Context { get; init; } = ConditionValues.None;

    /// <summary>The resource as this service prints it when it refuses; null leaves <c>on resource:</c> out.</summary>
    public string? ShownResource
    {
        get => _shownResource;
        init => _shownResource = value;
    }

    /// <summary>Said of a refusal, in place of what policies lack, when the resource is not there; null when it is.</summary>
    public MissingResource? Missing { get; init; }

    /// <summary>Whether the refusal ends with the reason (<c>because …</c>); false for <c>sts:AssumeRole</c>.</summary>
    public bool ShowsReason { get; init; } = true;

    /// <summary>The same with a further condition value; null leaves the key absent.</summary>
    public Requirement With(string key, string? value) => this with { Context = Context.With(key, value) };

    /// <summary>The same with further condition values.</summary>
    public Requirement With(ConditionValues values) => this with { Context = Context.Concat(values) };
}
