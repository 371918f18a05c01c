using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;

namespace Lanyard.Storage.Tables;

/// <summary>What is kept under a name: all that a service says of its records.</summary>
/// <param name="Name">The store's name for it, as in <c>iam.roles</c>.</param>
/// <param name="Json">How a record is written.</param>
/// <typeparam name="T">The record.</typeparam>
[SuppressMessage("Naming", "CA1711", Justification = "It is what the store calls a collection, and no list in memory.")]
public sealed record Collection<T>(string Name, JsonTypeInfo<T> Json)
    where T : class, IRecord;
