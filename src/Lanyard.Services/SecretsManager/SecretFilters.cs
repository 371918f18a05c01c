using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>The filters of <c>ListSecrets</c>: all must hold, each by one of its values; a value with <c>!</c> must not hold.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_Filter.html" />
internal static class SecretFilters
{
    /// <summary>Whether a secret passes every filter.</summary>
    public static bool Match(SecretRecord secret, IReadOnlyList<Filter>? filters) =>
        (filters ?? []).All(filter => (filter.Values ?? []).Any(value => Matches(secret, filter.Key, value)));

    private static bool Matches(SecretRecord secret, string? key, string value) =>
        value.StartsWith('!') ? !Has(secret, key, value[1..]) : Has(secret, key, value);

    private static bool Has(SecretRecord secret, string? key, string value) =>
        key switch
        {
            "name" => secret.Name.StartsWith(value, StringComparison.Ordinal),
            "description" => Begins(secret.Description ?? "", value),
            "tag-key" => secret.Tags.Keys.Any(tag => tag.StartsWith(value, StringComparison.Ordinal)),
            "tag-value" => secret.Tags.Values.Any(tag => tag.StartsWith(value, StringComparison.Ordinal)),
            "primary-region" => secret.Region == value,
            "all" => value.Split(' ', StringSplitOptions.RemoveEmptyEntries).Any(word => Mentions(secret, word)),
            _ => false,
        };

    private static bool Mentions(SecretRecord secret, string word) =>
        Begins(secret.Name, word)
        || (secret.Description ?? "").Contains(word, StringComparison.OrdinalIgnoreCase)
        || secret.Tags.Any(tag => Begins(tag.Key, word) || Begins(tag.Value, word));

    private static bool Begins(string text, string start) => text.StartsWith(start, StringComparison.OrdinalIgnoreCase);
}
