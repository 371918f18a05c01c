using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>What a parameter that is put may be, by itself and beside what is there.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html" />
internal static class ParameterRules
{
    /// <summary>The type of data where none is given.</summary>
    public const string DefaultDataType = "text";

    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;

    private const string Standard = "Standard";
    private const string Advanced = "Advanced";
    private const string IntelligentTiering = "Intelligent-Tiering";

    private static readonly string[] DataTypes = [DefaultDataType, "aws:ec2:image", "aws:ssm:integration"];

    /// <summary>Refuses a tag key that is given twice.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is one.</exception>
    public static void CheckTags(IReadOnlyList<Tag>? tags)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var tag in tags ?? [])
        {
            if (!keys.Add(tag.Key!))
            {
                throw SsmErrors.DuplicateTag(tag.Key!);
            }
        }
    }

    /// <summary>Refuses a name, a value or a type of data that no parameter has.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is refused.</exception>
    public static void Check(PutParameterInput input)
    {
        ParameterName.Check(input.Name!);
        if (input.Value!.Reveal().Length == 0)
        {
            throw SsmErrors.Empty();
        }

        if (input is { Overwrite: true, Tags.Count: > 0 })
        {
            throw SsmErrors.TagsAndOverwrite();
        }

        if (input.DataType is { } type && !DataTypes.Contains(type, StringComparer.Ordinal))
        {
            throw SsmErrors.UnsupportedDataType(type);
        }
    }

    /// <summary>The key of a parameter; null unless it is a SecureString.</summary>
    public static string? KeyOf(string type, string? keyId) => type == "SecureString" ? keyId ?? "alias/aws/ssm" : null;

    /// <summary>The tier that a value goes to: never left for a lower one, and kept when none is given.</summary>
    /// <param name="current">The tier the parameter has; null for a new one.</param>
    /// <exception cref="Wire.Errors.AwsException">The tier would be left, or the value is too long for it.</exception>
    public static string TierOf(Secret value, string? given, string? current)
    {
        var bytes = Encoding.UTF8.GetByteCount(value.Reveal());
        if (current is Advanced && given is Standard)
        {
            throw SsmErrors.Downgrade();
        }

        var tier =
            current is Advanced ? Advanced
            : given is IntelligentTiering
                ? bytes > StandardBytes ? Advanced
                    : Standard
            : given ?? Standard;
        return (tier, bytes) switch
        {
            (Standard, > StandardBytes) => throw SsmErrors.TooLongForStandard(),
            (_, > AdvancedBytes) => throw SsmErrors.TooLongForAdvanced(),
            _ => tier,
        };
    }

    /// <summary>Refuses a value that a pattern does not match.</summary>
    /// <param name="pattern">The caller's; null or empty for none.</param>
    /// <exception cref="Wire.Errors.AwsException">It does not match, or the pattern is none.</exception>
    public static void CheckPattern(string? pattern, Secret value)
    {
        if (pattern is not { Length: > 0 })
        {
            return;
        }

        try
        {
            // Not backtracking: the pattern is the caller's.
            if (!Regex.IsMatch(value.Reveal(), pattern, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)))
            {
                throw SsmErrors.PatternMismatch(pattern);
            }
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            throw SsmErrors.BadPattern(pattern);
        }
    }
}
