using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>The filters of lists of parameters: all must hold, each by one of its values.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ParameterStringFilter.html" />
internal static class ParameterFilters
{
    private const string TagPrefix = "tag:";

    /// <summary>What may be asked of the parameters below a path.</summary>
    public static readonly string[] KeysByPath = ["Type", "KeyId", "Label"];

    /// <summary>Whether a parameter passes every filter.</summary>
    /// <exception cref="Wire.Errors.AwsException">A filter has an option that its key does not know.</exception>
    public static bool Match(ParameterRecord record, IReadOnlyList<ParameterStringFilter>? filters) =>
        (filters ?? []).All(filter => Matches(record, filter));

    /// <summary>Whether a parameter passes every filter of the older kind: names by their beginning, all else by equality.</summary>
    public static bool Match(ParameterRecord record, IReadOnlyList<ParametersFilter>? filters) =>
        (filters ?? []).All(filter =>
            Matches(
                record,
                new()
                {
                    Key = filter.Key,
                    Option = filter.Key == "Name" ? "BeginsWith" : "Equals",
                    Values = filter.Values,
                }
            )
        );

    /// <summary>Refuses keys that a list does not know.</summary>
    /// <exception cref="Wire.Errors.AwsException">There is such a key.</exception>
    public static void CheckKeys(IReadOnlyList<ParameterStringFilter>? filters, string[] valid)
    {
        if (filters?.FirstOrDefault(filter => !valid.Contains(filter.Key, StringComparer.Ordinal)) is { } unknown)
        {
            throw SsmErrors.BadFilterKey(unknown.Key!, valid);
        }
    }

    private static bool Matches(ParameterRecord record, ParameterStringFilter filter) =>
        filter.Key switch
        {
            "Path" => IsBelow(record, filter),
            "Name" => IsOneOf(record.Name, filter),
            "Type" => IsOneOf(record.Latest.Type, filter),
            "KeyId" => IsOneOf(record.KeyId, filter),
            "Tier" => IsOneOf(record.Tier, filter),
            "DataType" => IsOneOf(record.DataType, filter),
            { } key when key.StartsWith(TagPrefix, StringComparison.Ordinal) => record.Tags.TryGetValue(
                key[TagPrefix.Length..],
                out var value
            ) && (filter.Values is null || IsOneOf(value, filter)),
            // Labels are not kept, so no parameter has one.
            _ => false,
        };

    private static bool IsOneOf(string? text, ParameterStringFilter filter) =>
        (filter.Values ?? []).Any(value =>
            filter.Option switch
            {
                null or "Equals" => text == value,
                "BeginsWith" => text?.StartsWith(value, StringComparison.Ordinal) == true,
                "Contains" => text?.Contains(value, StringComparison.Ordinal) == true,
                var other => throw SsmErrors.BadFilterOption(other, "BeginsWith, Equals"),
            }
        );

    private static bool IsBelow(ParameterRecord record, ParameterStringFilter filter) =>
        (filter.Values ?? []).Any(path =>
            filter.Option switch
            {
                null or "OneLevel" => record.IsBelow(path, recursive: false),
                "Recursive" => record.IsBelow(path, recursive: true),
                var other => throw SsmErrors.BadFilterOption(other, "OneLevel, Recursive"),
            }
        );
}
