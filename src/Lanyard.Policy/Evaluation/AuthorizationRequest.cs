namespace Lanyard.Policy.Evaluation;

/// <summary>One question to the policies: may this principal do this action on this resource?</summary>
public sealed class AuthorizationRequest
{
    /// <summary>Who asks.</summary>
    public required Principal Principal { get; init; }

    /// <summary>The action, as in <c>s3:GetObject</c>.</summary>
    public required string Action { get; init; }

    /// <summary>The resource's ARN, or <c>*</c> for actions without resource.</summary>
    public required string Resource { get; init; }

    /// <summary>The account that owns the resource; null stands for the principal's own.</summary>
    public AccountId? ResourceAccount { get; init; }

    /// <summary>The policy of the VPC endpoint that the request came through; null when it came through none.</summary>
    public CompiledPolicy? EndpointPolicy { get; init; }

    /// <summary>The values of condition keys.</summary>
    public required RequestContext Context { get; init; }
}
