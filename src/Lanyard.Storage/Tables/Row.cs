namespace Lanyard.Storage.Tables;

/// <summary>A record in memory.</summary>
/// <param name="Version">The number of the change that wrote it, as in <see cref="StoredRecord.Version" />; 0 where there is none.</param>
/// <param name="Record">Null when there is none.</param>
internal readonly record struct Row<T>(string Key, long Version, T? Record)
    where T : class;
