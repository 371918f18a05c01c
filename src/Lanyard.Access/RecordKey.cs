using System.Diagnostics.CodeAnalysis;
using Lanyard.Policy;

namespace Lanyard.Access;

/// <summary>The key of a record that belongs to an account and a region: <c>account/region/name</c>.</summary>
/// <remarks>
/// INVARIANT: an account has twelve digits and a region no slash, so two things never share a key, whatever is in their names. What an
/// ARN says of its region is compared and never becomes part of one.
/// </remarks>
/// <param name="Region">Without slashes.</param>
/// <param name="Name">Anything; empty for what the keys of a region begin with.</param>
public readonly record struct RecordKey(AccountId Account, string Region, string Name)
{
    private const int AccountLength = 12;

    /// <summary>What the keys of an account begin with.</summary>
    public static string Prefix(AccountId account) => $"{account}/";

    /// <summary>What the keys of an account in a region begin with.</summary>
    public static string Prefix(AccountId account, string region) => $"{account}/{region}/";

    /// <summary>Reads a key; false when it is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out RecordKey key)
    {
        key = default;
        if (
            text is not { Length: > AccountLength + 1 }
            || text[AccountLength] != '/'
            || !AccountId.TryParse(text[..AccountLength], out var account)
            || text.IndexOf('/', AccountLength + 1) is var slash && slash < 0
        )
        {
            return false;
        }

        key = new RecordKey(account, text[(AccountLength + 1)..slash], text[(slash + 1)..]);
        return true;
    }

    /// <summary>The key of something that belongs to what has this key, as a stream to its group.</summary>
    /// <param name="separator">A character that is in no name of what has this key, so that two things never share a key.</param>
    /// <param name="child">Empty for what the keys of all its children begin with.</param>
    public string Child(char separator, string child) => $"{Account}/{Region}/{Name}{separator}{child}";

    /// <summary>As it is stored.</summary>
    public override string ToString() => $"{Account}/{Region}/{Name}";

    /// <summary>As it is stored.</summary>
    public static implicit operator string(RecordKey key) => key.ToString();
}
