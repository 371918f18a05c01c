namespace Lanyard.Tasks.Tests;

/// <summary>Options of tasks are within the ranges that they document.</summary>
public sealed class TaskOptionsTests
{
    private static readonly TimeSpan Instant = TimeSpan.FromTicks(1);

    public static TheoryData<Action<TaskOptions>, string> Bad { get; } =
        new()
        {
            { options => options.Directory = "tasks", "the directory of tasks `tasks` is not an absolute path" },
            {
                options => options.LogFlushInterval = TimeSpan.Zero - Instant,
                "LogFlushInterval is not from zero to 5 s"
            },
            {
                options => options.LogFlushInterval = TimeSpan.FromSeconds(5) + Instant,
                "LogFlushInterval is not from zero to 5 s"
            },
            {
                options => options.StoppedTaskRetention = TimeSpan.Zero,
                "StoppedTaskRetention is not from a minute to 30 days"
            },
            {
                options => options.StoppedTaskRetention = TimeSpan.MaxValue,
                "StoppedTaskRetention is not from a minute to 30 days"
            },
            {
                options => options.SessionDuration = TimeSpan.FromHours(12) + Instant,
                "SessionDuration is not from 15 minutes to 12 hours"
            },
            {
                options => options.SessionRenewalLead = options.SessionDuration,
                "SessionRenewalLead is not from a minute to less than SessionDuration"
            },
            {
                options => options.SessionRenewalLead = TimeSpan.Zero,
                "SessionRenewalLead is not from a minute to less than SessionDuration"
            },
            {
                options => options.EndpointUrl = "169.254.170.2:4566",
                "EndpointUrl `169.254.170.2:4566` is not an HTTP address"
            },
        };

    [Fact]
    public void Defaults_are_good() => Assert.Empty(Good().Faults());

    [Fact]
    public void Bounds_are_good()
    {
        var options = Good();
        options.LogFlushInterval = TimeSpan.FromSeconds(5);
        options.StoppedTaskRetention = TimeSpan.FromDays(30);
        options.SessionDuration = TimeSpan.FromMinutes(15);
        options.SessionRenewalLead = TimeSpan.FromMinutes(1);

        Assert.Empty(options.Faults());
    }

    [Theory]
    [MemberData(nameof(Bad), DisableDiscoveryEnumeration = true)]
    public void What_is_out_of_its_range_is_named(Action<TaskOptions> change, string fault)
    {
        var options = Good();

        change(options);

        Assert.Equal([fault], options.Faults());
    }

    private static TaskOptions Good() => new() { Directory = Path.GetTempPath() };
}
