using Lanyard.Testing.Conformance;
using Lanyard.Testing.Fakes;

namespace Lanyard.Storage.Tests.Fakes;

/// <summary>The fake does what a store does, or it would lie to every test that uses it.</summary>
public sealed class FakeStoreTests : StoreConformance
{
    /// <inheritdoc />
    protected override IStore Open() => new FakeStore();

    /// <summary>Its streams.</summary>
    public sealed class Streams : StreamConformance
    {
        /// <inheritdoc />
        protected override IStore Open() => new FakeStore();
    }

    /// <summary>Tables over it.</summary>
    public sealed class Tables : RecordsConformance
    {
        /// <inheritdoc />
        protected override IStore Open() => new FakeStore();
    }

    /// <summary>Changes of records over it.</summary>
    public sealed class RecordChanges : RecordChangesConformance
    {
        /// <inheritdoc />
        protected override IStore Open() => new FakeStore();
    }

    /// <summary>Batches that expect something.</summary>
    public sealed class Expectations : ExpectationConformance
    {
        /// <inheritdoc />
        protected override IStore Open() => new FakeStore();
    }

    /// <summary>Its change feed.</summary>
    public sealed class Changes : ChangeFeedConformance
    {
        /// <inheritdoc />
        protected override IStore Open() => new FakeStore();
    }
}
