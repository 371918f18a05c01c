using Lanyard.Testing;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.EndToEnd.Tests;

/// <summary>A server on which <c>lanyard run</c> has made the sample and run its task.</summary>
/// <remarks>It is made by the first test that uses it, so that a machine without containers skips the test.</remarks>
public sealed class RanSample(ReceiptsImage image) : IAsyncDisposable
{
    internal static readonly NetworkConfiguration Network = new()
    {
        AwsvpcConfiguration = new AwsVpcConfiguration { Subnets = ["subnet-1"], SecurityGroups = ["sg-1"] },
    };

    private readonly TemporaryDirectory _directory = new();
    private ServerProcess? _server;

    /// <summary>The run.</summary>
    internal Finished Run { get; private set; } = null!;

    /// <summary>The server, once the sample has run on it.</summary>
    internal async Task<ServerProcess> ServerAsync()
    {
        await Machine.MustRunContainersAsync();
        if (_server is null)
        {
            _server = await ServerProcess.StartAsync(_directory["data"]);
            Run = await _server.LanyardAsync("run", Checkout.Sample, "--image", $"receipts={image.Archive}");
        }

        Assert.True(Run.ExitCode == 0, Run.ToString());
        return _server;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _directory.Dispose();
    }
}
