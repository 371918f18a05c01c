namespace Lanyard.Storage.Blobs;

/// <summary>A blob that was committed.</summary>
/// <param name="Name">What to ask the store for.</param>
/// <param name="Sha256">The digest of the content: 64 lower-case hexadecimal digits.</param>
public sealed record Blob(string Name, long LengthBytes, string Sha256);
