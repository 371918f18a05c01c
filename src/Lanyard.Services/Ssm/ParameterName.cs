using System.Buffers;
using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.Ssm;

/// <summary>Which parameter is meant, whether it exists or not: by its name or its ARN, with or without a selector.</summary>
/// <param name="Account">The account that owns it.</param>
/// <param name="Region">The region it is in.</param>
/// <param name="Name">The name without selector; of an ARN, with the slash that it may or may not begin with.</param>
/// <param name="Selector">What stands behind the colon, with it, as in <c>:3</c>; empty for the newest version.</param>
/// <param name="Given">What the caller gave.</param>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-su-create.html" />
internal sealed record ParameterName(AccountId Account, string Region, string Name, string Selector, string Given)
{
    private const string ArnPrefix = "parameter/";
    private const int DeepestHierarchy = 15;

    private static readonly SearchValues<char> Allowed = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-/"
    );

    /// <summary>A name without the slash that it may begin with: names that differ in it have one ARN, and so one key.</summary>
    public static string Bare(string name) => name.StartsWith('/') ? name[1..] : name;

    /// <summary>Whether an ARN was given, which means the name with and without the slash that it may begin with.</summary>
    public bool IsArn { get; private init; }

    /// <summary>The ARN; a leading slash of the name is not doubled.</summary>
    public string Arn => ArnOf(Region, Account, Name);

    /// <summary>Reads what a caller gives.</summary>
    public static ParameterName Of(string given, Call call)
    {
        if (
            Lanyard.Policy.Arn.TryParse(given, out var arn)
            && arn.Service == "ssm"
            && arn.Resource.StartsWith(ArnPrefix, StringComparison.Ordinal)
            && AccountId.TryParse(arn.Account, out var account)
        )
        {
            var (path, selector) = Split(arn.Resource[(ArnPrefix.Length - 1)..]);
            // `parameter/name` stands for `name` and for `/name`; a further slash makes it a hierarchy.
            var isPath = path.IndexOf('/', 1) > 0;
            return new(account, arn.Region, isPath ? path : path[1..], selector, given) { IsArn = true };
        }

        var (name, suffix) = Split(given);
        return new(call.Account, call.Region, name, suffix, given);
    }

    /// <summary>Reads what a caller gives where AWS takes neither ARN nor selector: all of it is the name.</summary>
    public static ParameterName Named(string given, Call call) =>
        new(call.Account, call.Region, given, Selector: "", given);

    /// <summary>The ARN of a name or a path in the call's region and account.</summary>
    public static string ArnOf(string name, Call call) => ArnOf(call.Region, call.Account, name);

    /// <summary>Whether it is in the call's account and region.</summary>
    public bool IsIn(Call call) => Account == call.Account && Region == call.Region;

    /// <summary>Refuses a name that a new parameter cannot have.</summary>
    /// <exception cref="Wire.Errors.AwsException">The name is malformed, reserved or too deep.</exception>
    public static void Check(string name)
    {
        var slashes = name.Count(character => character == '/');
        CheckReserved(name, isPath: slashes > 1);
        if (slashes > 0 && !name.StartsWith('/'))
        {
            throw SsmErrors.NotFullyQualified();
        }

        if (
            name.AsSpan().ContainsAnyExcept(Allowed)
            || name.Contains("//", StringComparison.Ordinal)
            || name.EndsWith('/')
        )
        {
            throw SsmErrors.BadName();
        }

        if (slashes > DeepestHierarchy)
        {
            throw SsmErrors.TooDeep();
        }
    }

    private static void CheckReserved(string name, bool isPath)
    {
        var bare = name.TrimStart('/');
        var isAws = bare.StartsWith("aws", StringComparison.OrdinalIgnoreCase);
        if (!isAws && !bare.StartsWith("ssm", StringComparison.OrdinalIgnoreCase))
        {
            return;
        }

        throw isAws && isPath ? SsmErrors.ReservedName(name)
        : isPath ? SsmErrors.BadName()
        : SsmErrors.ReservedPrefix();
    }

    private static string ArnOf(string region, AccountId account, string name) =>
        Lanyard
            .Policy.Arn.Of(
                "ssm",
                region,
                account.ToString(),
                name.StartsWith('/') ? $"parameter{name}" : ArnPrefix + name
            )
            .ToString();

    private static (string Name, string Selector) Split(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (text, "") : (text[..colon], text[colon..]);
    }
}
