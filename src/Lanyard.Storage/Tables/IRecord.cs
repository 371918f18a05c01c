namespace Lanyard.Storage.Tables;

/// <summary>Something that is kept in a collection; immutable, so that readers share it.</summary>
public interface IRecord
{
    /// <summary>Under which it is kept in its collection; keys are compared byte by byte. It never changes.</summary>
    string Key { get; }

    /// <summary>Tells it from a record that was removed and made again under the same key. It never changes.</summary>
    string Id { get; }
}
