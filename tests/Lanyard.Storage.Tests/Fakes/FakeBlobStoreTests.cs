using Lanyard.Storage.Blobs;
using Lanyard.Testing.Conformance;
using Lanyard.Testing.Fakes;

namespace Lanyard.Storage.Tests.Fakes;

/// <summary>The fake does what a store of blobs does.</summary>
public sealed class FakeBlobStoreTests : BlobStoreConformance
{
    /// <inheritdoc />
    protected override IBlobStore Open() => new FakeBlobStore();
}
