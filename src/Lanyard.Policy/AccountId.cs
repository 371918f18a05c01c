using System.Diagnostics.CodeAnalysis;

namespace Lanyard.Policy;

/// <summary>The twelve digits that name an AWS account.</summary>
public readonly struct AccountId : IEquatable<AccountId>
{
    private const int Digits = 12;
    private const string Zeros = "000000000000";

    private readonly string? _value;

    private AccountId(string value) => _value = value;

    /// <summary>Reads an account id.</summary>
    /// <param name="text">Twelve ASCII digits.</param>
    /// <exception cref="FormatException">The text is not twelve digits.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account)
            ? account
            : throw new FormatException($"`{text}` is not an account id of twelve digits");

    /// <summary>Reads an account id; false when the text is not twelve ASCII digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AccountId account)
    {
        var isAccount = text is { Length: Digits } && text.All(char.IsAsciiDigit);
        account = isAccount ? new AccountId(text!) : default;
        return isAccount;
    }

    /// <inheritdoc />
    public bool Equals(AccountId other) => ToString() == other.ToString();

    /// <inheritdoc />
    public override bool Equals(object? obj) => obj is AccountId other && Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>The twelve digits; the default value is <c>000000000000</c>, Lanyard's default account.</summary>
    public override string ToString() => _value ?? Zeros;

    /// <summary>Whether both name the same account.</summary>
    public static bool operator ==(AccountId left, AccountId right) => left.Equals(right);

    /// <summary>Whether they name different accounts.</summary>
    public static bool operator !=(AccountId left, AccountId right) => !left.Equals(right);
}
