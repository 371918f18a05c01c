using System.Text.RegularExpressions;
using Lanyard.Policy;

namespace Lanyard.Tasks.Definitions;

/// <summary>
/// What <c>valueFrom</c> of a secret may be: the ARN of a secret of Secrets Manager, or a parameter of Parameter Store by ARN
/// or name. Whatever is not the former is taken for the latter, so a secret's name with a JSON key is no parameter's name.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Secret.html" />
/// <seealso href="https://github.com/aws/copilot-cli/issues/3446" />
internal static partial class SecretValueFrom
{
    private const string Parameter = "parameter";

    /// <summary>Whether a text can refer to a value; null refers to none and is another rule's matter.</summary>
    public static bool IsReference(string? valueFrom)
    {
        if (valueFrom is null)
        {
            return true;
        }

        if (!Arn.TryParse(valueFrom, out var arn))
        {
            return ParameterName().IsMatch(valueFrom);
        }

        return arn.Service switch
        {
            "secretsmanager" => true,
            "ssm" => arn.Resource.StartsWith(Parameter, StringComparison.Ordinal)
                && ParameterName().IsMatch(arn.Resource[Parameter.Length..]),
            _ => false,
        };
    }

    // A version or a label may stand behind the name, as GetParameters takes it.
    [GeneratedRegex(
        @"\A[A-Za-z0-9_./-]+(:[A-Za-z0-9_.-]+)?\z",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex ParameterName();
}
