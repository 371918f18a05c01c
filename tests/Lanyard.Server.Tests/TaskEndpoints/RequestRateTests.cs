using System.Globalization;
using Lanyard.Server.TaskEndpoints;
using Microsoft.Extensions.Time.Testing;

namespace Lanyard.Server.Tests.TaskEndpoints;

public sealed class RequestRateTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RequestRate _rate;

    public RequestRateTests() => _rate = new RequestRate(_time);

    [Fact]
    public void Forty_requests_come_back_in_a_second()
    {
        Empty("task", "/");

        _time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(40, Enumerable.Range(0, 100).Count(_ => _rate.TryTake("task", "/")));
    }

    [Fact]
    public void Other_task_has_a_bucket_of_its_own()
    {
        Empty("task", "/");

        Assert.True(_rate.TryTake("other", "/"));
    }

    [Fact]
    public void Other_path_has_a_bucket_of_its_own()
    {
        Empty("task", "/");

        Assert.True(_rate.TryTake("task", "/other"));
    }

    [Fact]
    public void Task_that_asks_for_ever_new_paths_does_not_fill_the_memory()
    {
        for (var i = 0; i < 5000; i++)
        {
            _rate.TryTake("task", i.ToString(CultureInfo.InvariantCulture));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }

        Assert.InRange(_rate.Buckets, 1, 1024);
    }

    private void Empty(string task, string path)
    {
        Assert.Contains(false, Enumerable.Range(0, 10_000).Select(_ => _rate.TryTake(task, path)));
    }
}
