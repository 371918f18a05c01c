using Lanyard.Storage.Sqlite;
using Lanyard.Testing;
using Lanyard.Testing.Conformance;

namespace Lanyard.Storage.Tests.Sqlite;

/// <summary>SQLite does what a store does.</summary>
public sealed class SqliteConformanceTests : StoreConformance, IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    /// <inheritdoc />
    public void Dispose() => _directory.Dispose();

    /// <inheritdoc />
    protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);

    /// <summary>Its streams.</summary>
    public sealed class Streams : StreamConformance, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        /// <inheritdoc />
        public void Dispose() => _directory.Dispose();

        /// <inheritdoc />
        protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);
    }

    /// <summary>Tables over it.</summary>
    public sealed class Tables : RecordsConformance, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        /// <inheritdoc />
        public void Dispose() => _directory.Dispose();

        /// <inheritdoc />
        protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);
    }

    /// <summary>Changes of records over it.</summary>
    public sealed class RecordChanges : RecordChangesConformance, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        /// <inheritdoc />
        public void Dispose() => _directory.Dispose();

        /// <inheritdoc />
        protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);
    }

    /// <summary>Batches that expect something.</summary>
    public sealed class Expectations : ExpectationConformance, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        /// <inheritdoc />
        public void Dispose() => _directory.Dispose();

        /// <inheritdoc />
        protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);
    }

    /// <summary>Its change feed.</summary>
    public sealed class Changes : ChangeFeedConformance, IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        /// <inheritdoc />
        public void Dispose() => _directory.Dispose();

        /// <inheritdoc />
        protected override IStore Open() => SqliteStore.Open(_directory["lanyard.db"]);
    }
}
