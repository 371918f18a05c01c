namespace Lanyard.Services.Iam;

/// <summary>Cuts lists into pages as IAM does: a hundred things where the caller does not say how many.</summary>
internal static class IamPages
{
    private const int DefaultSize = 100;

    /// <inheritdoc cref="Pages.Of" />
    public static (IReadOnlyList<T> Page, string? Next) Of<T>(
        IEnumerable<T> all,
        Func<T, string> keyOf,
        string? marker,
        int? maxItems
    ) => Pages.Of(all, keyOf, marker, maxItems ?? DefaultSize);
}
