using Lanyard.Policy;

namespace Lanyard.Access;

/// <summary>The key of a record that belongs to an account and to no region, as IAM's do: <c>account/name</c>.</summary>
/// <remarks>INVARIANT: an account has twelve digits, so two things never share a key, whatever is in their names.</remarks>
/// <param name="Name">Anything; empty for what the keys of an account begin with.</param>
public readonly record struct AccountKey(AccountId Account, string Name)
{
    /// <summary>What the keys of an account begin with.</summary>
    public static string Prefix(AccountId account) => $"{account}/";

    /// <summary>As it is stored.</summary>
    public override string ToString() => $"{Account}/{Name}";

    /// <summary>As it is stored.</summary>
    public static implicit operator string(AccountKey key) => key.ToString();
}
