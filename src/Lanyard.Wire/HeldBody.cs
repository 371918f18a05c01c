namespace Lanyard.Wire;

/// <summary>Reads a stream into memory, never more of it than is allowed.</summary>
public static class HeldBody
{
    private const int Step = 16 * 1024;

    /// <summary>The whole stream; null when it is longer than the limit, and then the rest is not read.</summary>
    /// <param name="body">The stream; it is not disposed.</param>
    /// <param name="limit">The most that is held, in bytes.</param>
    /// <param name="take">Is asked for the room of the bytes that came, and throws when there is none; null: there always is.</param>
    public static async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(
        Stream body,
        int limit,
        Action<int>? take,
        CancellationToken cancellationToken
    )
    {
        using var held = new MemoryStream();
        var buffer = new byte[Step];
        int read;
        while ((read = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (held.Length + read > limit)
            {
                return null;
            }

            take?.Invoke(read);
            held.Write(buffer, 0, read);
        }

        return held.GetBuffer().AsMemory(0, (int)held.Length);
    }
}
