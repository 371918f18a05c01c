namespace Lanyard.EndToEnd.Tests;

/// <summary>The image of the sample, built once for all tests.</summary>
public sealed class ReceiptsImage : IAsyncLifetime
{
    /// <summary>The archive.</summary>
    public string Archive { get; } = Path.Combine(Path.GetTempPath(), $"lanyard-receipts-{Environment.ProcessId}.tar");

    public async ValueTask InitializeAsync()
    {
        var built = await Finished.RunAsync(
            Checkout.In("samples", "receipts", "images", "receipts", "build"),
            [Archive]
        );
        Assert.True(built.ExitCode == 0, built.ToString());
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(Archive);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The tests with real containers run one after the other, over one image.</summary>
[CollectionDefinition(Name)]
public sealed class Containers : ICollectionFixture<ReceiptsImage>
{
    public const string Name = "containers";
}
