using System.Buffers;
using Lanyard.Access.Admission;

namespace Lanyard.Services.Ssm;

/// <summary>The name of a parameter as a caller gives it: plain or as ARN, with or without a selector.</summary>
/// <param name="Name">The name without selector.</param>
/// <param name="Selector">What stands behind the colon, with it, as in <c>:3</c>; empty for the newest version.</param>
/// <param name="Arn">The ARN of the parameter, whether it exists or not.</param>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html" />
internal sealed record ParameterName(string Name, string Selector, string Arn)
{
    private const int DeepestHierarchy = 15;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/"
    );

    /// <summary>Reads what a caller gives.</summary>
    public static ParameterName Of(string given, Call call)
    {
        if (
            Lanyard.Policy.Arn.TryParse(given, out var arn)
            && arn.Resource.StartsWith("parameter", StringComparison.Ordinal)
        )
        {
            var (path, selector) = Split(arn.Resource["parameter".Length..]);
            // `parameter/name` stands for `name` and for `/name`; a further slash makes it a hierarchy.
            var name = path.IndexOf('/', 1) < 0 ? path[1..] : path;
            var plain = Lanyard.Policy.Arn.Of("ssm", arn.Region, arn.Account, $"parameter{path}").ToString();
            return new ParameterName(name, selector, plain);
        }

        var (text, suffix) = Split(given);
        return new ParameterName(text, suffix, ArnOf(text, call));
    }

    /// <summary>The ARN of a name in the call's region and account.</summary>
    public static string ArnOf(string name, Call call) =>
        call.ArnOf("ssm", name.StartsWith('/') ? $"parameter{name}" : $"parameter/{name}").ToString();

    /// <summary>Refuses a name that a new parameter cannot have.</summary>
    /// <exception cref="Wire.Errors.AwsException">The name is malformed, reserved or too deep.</exception>
    public static void Check(string name)
    {
        var bare = name.TrimStart('/');
        if (bare.StartsWith("aws", StringComparison.OrdinalIgnoreCase))
        {
            throw SsmErrors.ReservedName(name);
        }

        if (
            bare.Length == 0
            || bare.StartsWith("ssm", StringComparison.OrdinalIgnoreCase)
            || name.AsSpan().ContainsAnyExcept(Allowed)
            || name.Contains("//", StringComparison.Ordinal)
            || name.EndsWith('/')
            || (!name.StartsWith('/') && name.Contains('/', StringComparison.Ordinal))
        )
        {
            throw SsmErrors.BadName(name);
        }

        if (name.Count(character => character == '/') > DeepestHierarchy)
        {
            throw SsmErrors.TooDeep();
        }
    }

    private static (string Name, string Selector) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[colon..]);
    }
}
