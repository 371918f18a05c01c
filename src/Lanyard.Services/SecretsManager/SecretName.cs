using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.SecretsManager;

/// <summary>What a secret may be called, and how its name and its ARN belong together: the ARN ends in a random suffix.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/userguide/troubleshoot.html#ARN_secretnamehyphen" />
internal static class SecretName
{
    /// <summary>How many characters are behind the hyphen that is behind the name.</summary>
    public const int SuffixLength = 6;

    private const string ArnPrefix = "secret:";

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+=.@-!"
    );

    /// <summary>Refuses a name with characters that none has.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is one.</exception>
    public static void Check(string name)
    {
        if (name.AsSpan().ContainsAnyExcept(Characters))
        {
            throw SecretsManagerErrors.BadName();
        }
    }

    /// <summary>Refuses what is neither an ARN nor a name.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is neither.</exception>
    /// <seealso href="https://github.com/aws/aws-cli/issues/6053" />
    public static void CheckId(string secretId)
    {
        if (!secretId.StartsWith("arn:", StringComparison.Ordinal))
        {
            Check(secretId);
        }
    }

    /// <summary>Reads the ARN of a secret, with or without the suffix; false when it is none.</summary>
    /// <param name="name">What stands where the name does, with whatever is behind it.</param>
    public static bool TryArn(string secretId, [NotNullWhen(true)] out Arn? arn, out AccountId account, out string name)
    {
        (account, name) = (default, "");
        if (
            !Arn.TryParse(secretId, out arn)
            || arn.Service != "secretsmanager"
            || !arn.Resource.StartsWith(ArnPrefix, StringComparison.Ordinal)
            || !AccountId.TryParse(arn.Account, out account)
        )
        {
            return false;
        }

        name = arn.Resource[ArnPrefix.Length..];
        return true;
    }

    /// <summary>The name without what may be a suffix; all of it when it is too short for one.</summary>
    public static string WithoutSuffix(string name) =>
        name.Length > SuffixLength + 1 ? name[..^(SuffixLength + 1)] : name;

    /// <summary>The ARN of a secret in the call's account and region.</summary>
    public static string ArnOf(Call call, string name, string suffix) =>
        call.ArnOf("secretsmanager", $"{ArnPrefix}{name}-{suffix}").ToString();

    /// <summary>The ARN of a secret that is not there yet: its suffix may become anything.</summary>
    public static string UnknownArn(Call call, string name) => ArnOf(call, name, "??????");
}
