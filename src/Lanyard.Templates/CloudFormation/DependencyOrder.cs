namespace Lanyard.Templates.CloudFormation;

/// <summary>An order in which each name comes after those it depends on, and the circles that have none.</summary>
/// <remarks>Depth first without recursion: a chain as long as a template can hold does not use up the stack.</remarks>
internal sealed class DependencyOrder
{
    private const int MostCircles = 16;

    private readonly IReadOnlyDictionary<string, IReadOnlyList<string>> _dependencies;
    private readonly List<string> _sorted = [];
    private readonly List<IReadOnlyList<string>> _circles = [];
    private readonly HashSet<string> _done = new(StringComparer.Ordinal);
    private readonly List<(string Name, int Next)> _path = [];
    private readonly HashSet<string> _onPath = new(StringComparer.Ordinal);

    private DependencyOrder(IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies) =>
        _dependencies = dependencies;

    /// <summary>All names, each after those it depends on; otherwise as they were given.</summary>
    internal IReadOnlyList<string> Sorted => _sorted;

    /// <summary>The first circles that were met, each as the names on it in the order they depend on each other.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> Circles => _circles;

    /// <summary>Sorts names.</summary>
    /// <param name="dependencies">What each of <paramref name="names" /> depends on, all of them among these.</param>
    internal static DependencyOrder Of(
        IEnumerable<string> names,
        IReadOnlyDictionary<string, IReadOnlyList<string>> dependencies
    )
    {
        var order = new DependencyOrder(dependencies);
        foreach (var name in names)
        {
            order.Visit(name);
        }

        return order;
    }

    private void Visit(string name)
    {
        Enter(name);
        while (_path.Count > 0)
        {
            var (current, next) = _path[^1];
            var dependencies = _dependencies[current];
            if (next < dependencies.Count)
            {
                _path[^1] = (current, next + 1);
                Enter(dependencies[next]);
                continue;
            }

            _path.RemoveAt(_path.Count - 1);
            _onPath.Remove(current);
            _done.Add(current);
            _sorted.Add(current);
        }
    }

    private void Enter(string name)
    {
        if (_onPath.Contains(name))
        {
            if (_circles.Count == MostCircles)
            {
                return;
            }

            var names = _path.Select(step => step.Name);
            _circles.Add([.. names.SkipWhile(step => step != name)]);
        }
        else if (!_done.Contains(name))
        {
            _onPath.Add(name);
            _path.Add((name, 0));
        }
    }
}
