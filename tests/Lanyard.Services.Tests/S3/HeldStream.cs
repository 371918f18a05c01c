using Lanyard.Testing;

namespace Lanyard.Services.Tests.S3;

/// <summary>A body that comes when the test lets it.</summary>
internal sealed class HeldStream : MemoryStream
{
    private readonly TaskCompletionSource _read = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task IsRead => Eventually.DoneAsync(_read.Task, "the body to be read");

    public void Release() => _released.TrySetResult();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        _read.TrySetResult();
        await Eventually.DoneAsync(_released.Task, "the test to release the body");
        return 0;
    }
}
