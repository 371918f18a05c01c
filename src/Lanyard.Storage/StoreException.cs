namespace Lanyard.Storage;

/// <summary>The one exception that leaves this project; callers decide by its <see cref="Kind" />.</summary>
/// <param name="message">For people.</param>
public sealed class StoreException(StoreFault kind, string message, Exception? innerException = null)
    : Exception(message, innerException)
{
    /// <summary>What went wrong.</summary>
    public StoreFault Kind => kind;
}

/// <summary>What can go wrong with stored things.</summary>
public enum StoreFault
{
    /// <summary>A record does not have the version that was expected; read again and retry.</summary>
    Conflict,

    /// <summary>A blob, a key file or a database is not there.</summary>
    NotFound,

    /// <summary>The disk is full or failing, or access is denied.</summary>
    Unavailable,

    /// <summary>A newer version of the program wrote this.</summary>
    TooNew,

    /// <summary>Another process holds the data directory.</summary>
    Held,

    /// <summary>The bytes are not what was written.</summary>
    Corrupt,
}
