namespace Lanyard.Storage;

/// <summary>An entry of an append-only stream.</summary>
/// <param name="Sequence">1 for a stream's first entry, one more for each that follows; a deleted stream begins at 1 again.</param>
public sealed record StreamEntry(long Sequence, ReadOnlyMemory<byte> Payload);
