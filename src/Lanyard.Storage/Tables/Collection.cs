using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace Lanyard.Storage.Tables;

/// <summary>What is kept under a name: all that a service says of its records.</summary>
/// <param name="name">The store's name for it, as in <c>iam.roles</c>.</param>
/// <param name="json">
/// How a record is written. It is asked for with the first record that is read or written: what describes a large record costs
/// milliseconds, and a server opens all its collections when it starts.
/// </param>
/// <typeparam name="T">The record.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It is what the store calls a collection, and no list in memory.")]
public sealed class Collection<T>(string name, Func<JsonTypeInfo<T>> json)
    where T : class, IRecord
{
    /// <summary>The store's name for it.</summary>
    public string Name => name;

    /// <summary>How a record is written.</summary>
    public JsonTypeInfo<T> Json => field ??= json();
}
