namespace Lanyard.Storage;

/// <summary>A record as it was read.</summary>
/// <param name="Version">
/// The number of the change that wrote it: above 0, larger with each write, never used twice in a store, so that a record deleted and
/// made again is not taken for the old one.
/// </param>
public sealed record StoredRecord(string Key, long Version, ReadOnlyMemory<byte> Value);
