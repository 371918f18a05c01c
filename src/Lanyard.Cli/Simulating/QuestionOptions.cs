namespace Lanyard.Cli.Simulating;

/// <summary>What is asked, and which files hold the policies.</summary>
internal sealed record QuestionOptions
{
    /// <summary>The paths of CloudFormation templates in which the role is declared; none when policies come as files.</summary>
    public required IReadOnlyList<string> Templates { get; init; }

    /// <summary>The values of template parameters.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>The role's name, logical id or ARN, or the name of a service; null for a nameless role.</summary>
    public required string? Role { get; init; }

    /// <summary>As in <c>s3:GetObject</c>.</summary>
    public required string Action { get; init; }

    /// <summary>An ARN, or <c>*</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Values of condition keys, beside those that every request has.</summary>
    public required IReadOnlyDictionary<string, List<string>> Context { get; init; }

    /// <summary>Condition keys whose values are not known.</summary>
    public required IReadOnlyList<string> UnknownKeys { get; init; }

    /// <summary>Files of identity policies.</summary>
    public required IReadOnlyList<string> Policies { get; init; }

    /// <summary>The file of the permissions boundary; null for none.</summary>
    public required string? Boundary { get; init; }

    /// <summary>Files of session policies.</summary>
    public required IReadOnlyList<string> SessionPolicies { get; init; }

    /// <summary>The file of the resource's policy; null for none.</summary>
    public required string? ResourcePolicy { get; init; }

    /// <summary>The account that owns the resource; null where its ARN says it, or it is the role's.</summary>
    public required string? ResourceAccount { get; init; }

    /// <summary>Whether the answer is JSON.</summary>
    public required bool IsJson { get; init; }
}
