namespace Lanyard.Services.Iam.Shared;

/// <summary>Cuts lists into pages as IAM does: a hundred things where the caller does not say how many.</summary>
internal static class IamPages
{
    private const int DefaultSize = 100;

    /// <inheritdoc cref="Pages.Of" />
    public static (IReadOnlyList<T> Page, string? Next) Of<T>(
        IEnumerable<T> all,
        Func<T, string> keyOf,
        PageRequest request
    ) => Pages.Of(all, keyOf, request.Marker, request.MaxItems ?? DefaultSize);
}
