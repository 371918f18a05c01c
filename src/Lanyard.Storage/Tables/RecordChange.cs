namespace Lanyard.Storage.Tables;

/// <summary>
/// A change of several records under way: what it reads must still be so when it is written, and then all is written or nothing.
/// Belongs to one run of what <see cref="Records.ChangeAsync{TResult}(Func{RecordChange, TResult}, CancellationToken)" /> was given.
/// </summary>
/// <remarks>
/// <para>
/// Records that were looked up one by one (<see cref="Find{T}(RecordTable{T}, string)" />) are held to the versions that were read, also
/// those that are not written: a group that was found is still there when the stream is added to it.
/// </para>
/// <para>
/// A rule over a <em>set</em> of records (a name that no other has whatever its case, a policy that nothing refers to) has no record of
/// its own that says it was broken. All changes that could break it name the same <see cref="Guard" />: they then happen one after the
/// other on all servers, and each sees what the ones before it wrote.
/// </para>
/// </remarks>
/// <example><code>
/// // A policy is removed while nothing refers to it; what attaches one names the same guard, and looks whether it is there.
/// await records.ChangeAsync(
///     change =>
///     {
///         change.Guard($"iam/{account}");
///         var policy = change.Current(policies, judged) ?? throw IamErrors.NoSuchPolicy();
///         if (change.List(roles, $"{account}/").Any(role => role.AttachedPolicies.Contains(policy.Arn)))
///         {
///             throw IamErrors.StillAttached();
///         }
///
///         change.Remove(policies, policy.Key);
///         return policy;
///     },
///     cancellationToken
/// );
/// </code></example>
public sealed class RecordChange
{
    private readonly Dictionary<(ITable Table, string Key), Touched> _touched = [];
    private readonly RecordTable<Guard> _guards;
    private readonly StoreBatch _beside = new();
    private bool _hasRead;

    internal RecordChange(RecordTable<Guard> guards) => _guards = guards;

    /// <summary>Puts the change in one row with all that name the same guard, on every server; before anything is read.</summary>
    /// <param name="name">
    /// What the rule is about, as in <c>iam/111122223333</c>. A guard is a small record of its own, which stays until the store is cleared
    /// or <see cref="EndGuard" /> is called: name what there are few of (an account), or what has an end (a repository's id).
    /// </param>
    /// <exception cref="InvalidOperationException">Something has been read already, perhaps before another change wrote.</exception>
    public void Guard(string name)
    {
        if (_hasRead)
        {
            throw new InvalidOperationException("a guard is named before anything is read");
        }

        // INVARIANT: shown last of all that its change wrote, so that who has its version has all of that.
        Touch(_guards, name).After = new Guard(name);
    }

    /// <summary>Names a guard for the last time: it goes with what it was about, which is removed by this very change.</summary>
    /// <remarks>
    /// INVARIANT: who names it later looks up what is removed here (<see cref="Find{T}(RecordTable{T}, string)" />), and the name holds an id
    /// that is never used again; a guard that is not there says nothing of what was guarded by it before.
    /// </remarks>
    public void EndGuard(string name)
    {
        Guard(name);
        Touch(_guards, name).After = null;
    }

    /// <summary>Finds a record, as this change leaves it; null when there is none. It must still be so when this is written.</summary>
    public T? Find<T>(RecordTable<T> table, string key)
        where T : class, IRecord
    {
        _hasRead = true;
        return (T?)Touch(table, key).After;
    }

    /// <summary>Looks at a key, as this change leaves it.</summary>
    public Found<T> At<T>(RecordTable<T> table, string key)
        where T : class, IRecord => new(key, Find(table, key));

    /// <summary>The record that was found, as this change leaves it; null when it is gone, though another may have its key.</summary>
    public T? Current<T>(RecordTable<T> table, Found<T> found)
        where T : class, IRecord => Find(table, found.Key) is { } now && found.Is(now) ? now : null;

    /// <summary>The records whose key begins so, by key, as this change leaves them. That there are no others, only a guard can say.</summary>
    public IReadOnlyList<T> List<T>(RecordTable<T> table, string keyPrefix)
        where T : class, IRecord
    {
        _hasRead = true;
        var written = _touched.Values.Where(one => ReferenceEquals(one.Table, table) && one.IsWritten).ToList();
        return written.Count == 0
            ? table.List(keyPrefix)
            :
            [
                .. table
                    .List(keyPrefix)
                    .Where(record => written.TrueForAll(one => one.Key != record.Key))
                    .Concat(written.Select(one => one.After).OfType<T>())
                    .Where(record => record.Key.StartsWith(keyPrefix, StringComparison.Ordinal))
                    .OrderBy(record => record.Key, KeyOrder.Instance),
            ];
    }

    /// <summary>Adds or replaces a record.</summary>
    public void Put<T>(RecordTable<T> table, T record)
        where T : class, IRecord => Set(table, record.Key, record);

    /// <summary>Removes a record; false when there is none.</summary>
    public bool Remove<T>(RecordTable<T> table, string key)
        where T : class, IRecord
    {
        var wasThere = Find(table, key) is not null;
        Set(table, key, null);
        return wasThere;
    }

    /// <summary>Writes something else at the same time: entries of streams, records that no table holds.</summary>
    /// <param name="add">
    /// Adds to the batch, which belongs to this change. A version it expects makes the change run again like any other.
    /// </param>
    public void Beside(Action<StoreBatch> add) => add(_beside);

    /// <summary>Sets what is under a key; null removes it.</summary>
    internal void Set<T>(RecordTable<T> table, string key, T? record)
        where T : class, IRecord
    {
        if (record is not null && record.Key != key)
        {
            throw new InvalidOperationException($"the record `{record.Key}` cannot be kept as `{key}`");
        }

        _hasRead = true;
        Touch(table, key).After = record;
    }

    /// <summary>What is to be committed; null when nothing is written.</summary>
    /// <param name="written">The records that are written, in the order of <see cref="StoreBatch.Operations" />; null for other operations.</param>
    internal StoreBatch? ToBatch(out IReadOnlyList<Touched?> written)
    {
        written = [];
        if (_beside.Operations.Count == 0 && !_touched.Values.Any(one => one.IsWritten && !IsGuard(one)))
        {
            return null;
        }

        var batch = new StoreBatch();
        var order = new List<Touched?>(_touched.Count);
        foreach (var one in _touched.Values.Where(one => !IsGuard(one)).Concat(_touched.Values.Where(IsGuard)))
        {
            one.AddTo(batch);
            order.Add(one.IsWritten ? one : null);
        }

        batch.Add(_beside);
        written = order;
        return batch;
    }

    private bool IsGuard(Touched one) => ReferenceEquals(one.Table, _guards);

    private Touched Touch(ITable table, string key)
    {
        if (!_touched.TryGetValue((table, key), out var known))
        {
            _touched[(table, key)] = known = new Touched(table, table.RowOf(key));
        }

        return known;
    }

    /// <summary>A record that a change has looked at.</summary>
    internal sealed class Touched(ITable table, Row<object> row)
    {
        public ITable Table => table;

        public string Key => row.Key;

        /// <summary>The record as the change leaves it; null when there is to be none.</summary>
        public object? After { get; set; } = row.Record;

        public bool IsWritten => !ReferenceEquals(row.Record, After);

        /// <summary>Adds what is written, or that what was read must still be so.</summary>
        public void AddTo(StoreBatch batch)
        {
            if (!IsWritten)
            {
                batch.Expect(table.Name, Key, row.Version);
            }
            else if (After is null)
            {
                batch.Delete(table.Name, Key, row.Version);
            }
            else
            {
                batch.Put(table.Name, Key, table.Write(After), row.Version);
            }
        }
    }
}
