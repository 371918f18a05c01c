using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire;

namespace Lanyard.Tasks.Output;

/// <summary>The options of the log driver <c>awslogs</c>, read.</summary>
/// <param name="Destination">The stream.</param>
/// <param name="CreatesGroup">Whether a missing group is made.</param>
/// <param name="IsBlocking">Whether a container waits for its stream when it starts; the default is not to, since June 2025.</param>
/// <param name="FirstLine">Matches the first line of an event; null when each line is an event.</param>
/// <seealso href="https://docs.docker.com/engine/logging/drivers/awslogs/" />
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_LogConfiguration.html" />
internal sealed record AwsLogsOptions(LogDestination Destination, bool CreatesGroup, bool IsBlocking, Regex? FirstLine)
{
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromSeconds(1);

    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "awslogs-group",
        "awslogs-region",
        "awslogs-stream-prefix",
        "awslogs-create-group",
        "awslogs-create-stream",
        "awslogs-datetime-format",
        "awslogs-multiline-pattern",
        "awslogs-stream",
        "awslogs-endpoint",
        "awslogs-credentials-endpoint",
        "awslogs-force-flush-interval-seconds",
        "awslogs-max-buffered-events",
        "awslogs-format",
        "tag",
        "mode",
        "max-buffer-size",
    };

    /// <summary>Reads the options of a container; false with Docker's words when they are not good.</summary>
    /// <param name="options">The definition's.</param>
    /// <param name="secrets">The values of <c>secretOptions</c>.</param>
    public static bool TryRead(
        IReadOnlyDictionary<string, string> options,
        IReadOnlyDictionary<string, Secret> secrets,
        string taskRegion,
        string taskId,
        ContainerRecord container,
        [NotNullWhen(true)] out AwsLogsOptions? read,
        out string fault
    )
    {
        read = null;
        string? Get(string name) =>
            secrets.TryGetValue(name, out var secret) ? secret.Reveal() : options.GetValueOrDefault(name);

        fault = FaultIn(options.Keys.Concat(secrets.Keys), Get) ?? "";
        if (fault.Length > 0)
        {
            return false;
        }

        Regex? firstLine = null;
        if ((Get("awslogs-multiline-pattern") ?? DateTimePattern(Get("awslogs-datetime-format"))) is { } pattern)
        {
            try
            {
                firstLine = new Regex(pattern, RegexOptions.CultureInvariant, MatchTimeout);
            }
            catch (ArgumentException)
            {
                fault = $"awslogs could not parse multiline pattern key \"{pattern}\"";
                return false;
            }
        }

        var stream = Get("awslogs-stream-prefix") is { Length: > 0 } prefix
            ? $"{prefix}/{container.Name}/{taskId}"
            : Get("awslogs-stream") ?? container.RuntimeId;
        read = new AwsLogsOptions(
            new LogDestination(Get("awslogs-region") ?? taskRegion, Get("awslogs-group")!, stream),
            bool.TryParse(Get("awslogs-create-group"), out var creates) && creates,
            Get("mode") == "blocking",
            firstLine
        );
        return true;
    }

    private static string? FaultIn(IEnumerable<string> names, Func<string, string?> get) =>
        names.FirstOrDefault(name => !Known.Contains(name)) is { } unknown
            ? $"unknown log opt '{unknown}' for awslogs log driver"
        : get("awslogs-group") is not { Length: > 0 } ? "must specify a value for log opt 'awslogs-group'"
        : get("awslogs-datetime-format") is not null && get("awslogs-multiline-pattern") is not null
            ? "you cannot configure log opt 'awslogs-datetime-format' and 'awslogs-multiline-pattern' at the same time"
        : get("awslogs-create-group") is { } creates && !bool.TryParse(creates, out _)
            ? $"must specify valid value for log opt 'awslogs-create-group': {creates}"
        : null;

    private static string? DateTimePattern(string? format) => format is null ? null : StrftimePattern.Of(format);
}
