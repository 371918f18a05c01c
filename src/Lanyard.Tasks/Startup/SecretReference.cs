using System.Diagnostics.CodeAnalysis;
using Lanyard.Policy;

namespace Lanyard.Tasks.Startup;

/// <summary>A secret of Secrets Manager as <c>valueFrom</c> names it: <c>ARN[:json-key:version-stage:version-id]</c>.</summary>
/// <param name="SecretId">The secret's ARN, with or without its suffix.</param>
/// <param name="Region">The secret's region.</param>
/// <param name="JsonKey">The key in the secret's JSON; null for the whole text.</param>
/// <param name="VersionStage">The staging label; null for none.</param>
/// <param name="VersionId">The version's id; null for none.</param>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/secrets-envvar-secrets-manager.html" />
internal sealed record SecretReference(
    string SecretId,
    string Region,
    string? JsonKey,
    string? VersionStage,
    string? VersionId
)
{
    private const string Kind = "secret:";

    /// <summary>Whether a <c>valueFrom</c> is meant for Secrets Manager; everything else is meant for Parameter Store.</summary>
    public static bool IsMeantBy([NotNullWhen(true)] string? valueFrom) =>
        Arn.TryParse(valueFrom, out var arn) && arn.Service == "secretsmanager";

    /// <summary>Reads the reference; null when the colons do not fit: after <c>secret:</c> come one part or four.</summary>
    public static SecretReference? Parse(string valueFrom)
    {
        var arn = Arn.Parse(valueFrom);
        if (!arn.Resource.StartsWith(Kind, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = arn.Resource[Kind.Length..].Split(':');
        if (parts is not [{ Length: > 0 }] and not [{ Length: > 0 }, _, _, _])
        {
            return null;
        }

        var id = $"arn:{arn.Partition}:secretsmanager:{arn.Region}:{arn.Account}:secret:{parts[0]}";
        return parts.Length == 1
            ? new SecretReference(id, arn.Region, null, null, null)
            : new SecretReference(id, arn.Region, OrNull(parts[1]), OrNull(parts[2]), OrNull(parts[3]));
    }

    private static string? OrNull(string part) => part.Length == 0 ? null : part;
}
