using System.Text.RegularExpressions;

namespace Lanyard.Server.Tests.Architecture;

/// <summary>
/// Which folder of a project needs which, read from its sources: by <c>using</c>, by names with their namespace before
/// them, and by the names of types of an enclosing namespace, for which C# asks for no <c>using</c>.
/// </summary>
internal sealed partial class FolderGraph
{
    private const string ProjectItself = "(root)";

    private readonly Dictionary<(string From, string To), string> _needs = [];

    private FolderGraph() { }

    /// <summary>The pairs of folders that need each other, as <c>One &lt;-&gt; Other</c>, each with a file of either.</summary>
    public IReadOnlyDictionary<string, string> MutualPairs =>
        _needs
            .Keys.Where(edge =>
                string.CompareOrdinal(edge.From, edge.To) < 0 && _needs.ContainsKey((edge.To, edge.From))
            )
            .ToDictionary(
                edge => $"{edge.From} <-> {edge.To}",
                edge => $"{_needs[edge]} needs {edge.To}, {_needs[(edge.To, edge.From)]} needs {edge.From}",
                StringComparer.Ordinal
            );

    /// <summary>Reads the sources of a project.</summary>
    /// <param name="project">Its name, which is its root namespace.</param>
    public static FolderGraph Of(string project)
    {
        var sources = Directory
            .EnumerateFiles(Repository.Folder("src", project), "*.cs", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => Source.Read(project, path))
            .OfType<Source>()
            .ToList();
        var types = sources
            .GroupBy(source => source.Namespace, StringComparer.Ordinal)
            .ToDictionary(
                group => group.Key,
                group => group.SelectMany(source => source.Types).ToHashSet(StringComparer.Ordinal),
                StringComparer.Ordinal
            );
        var graph = new FolderGraph();
        foreach (var source in sources)
        {
            foreach (var needed in source.Needs(types).Where(needed => needed != source.Namespace))
            {
                graph._needs.TryAdd((Short(project, source.Namespace), Short(project, needed)), source.File);
            }
        }

        return graph;
    }

    private static string Short(string project, string name) =>
        name == project ? ProjectItself : name[(project.Length + 1)..];

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamespaceLine();

    [GeneratedRegex(
        @"^\s*using (static )?(?<name>[\w.]+);",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex UsingLine();

    [GeneratedRegex(
        @"^(public|internal|file)[\w ]* (class|struct|interface|enum|record|delegate [\w<>?.,]+) (?<name>\w+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex TypeDeclaration();

    [GeneratedRegex(@"^\s*//.*$", RegexOptions.Multiline, 1000)]
    private static partial Regex CommentLine();

    [GeneratedRegex(@"[\w.]*\w", RegexOptions.None, 1000)]
    private static partial Regex DottedName();

    /// <summary>A source file, as far as it matters here.</summary>
    /// <param name="File">Its path in the repository.</param>
    /// <param name="Namespace">Its namespace, which is its folder.</param>
    /// <param name="Types">The types that it declares at the top.</param>
    /// <param name="Usings">What it uses.</param>
    /// <param name="Names">The names in it, with the dots before and in them.</param>
    private sealed record Source(
        string File,
        string Namespace,
        IReadOnlyList<string> Types,
        IReadOnlyList<string> Usings,
        IReadOnlySet<string> Names
    )
    {
        public static Source? Read(string project, string path)
        {
            var text = System.IO.File.ReadAllText(path);
            var declared = NamespaceLine().Match(text).Groups["name"].Value;
            if (declared != project && !declared.StartsWith($"{project}.", StringComparison.Ordinal))
            {
                return null;
            }

            var code = CommentLine().Replace(text, "");
            return new Source(
                Path.GetRelativePath(Repository.Root, path).Replace('\\', '/'),
                declared,
                [.. TypeDeclaration().Matches(code).Select(match => match.Groups["name"].Value)],
                [.. UsingLine().Matches(code).Select(match => match.Groups["name"].Value)],
                DottedName()
                    .Matches(UsingLine().Replace(code, ""))
                    .Select(match => match.Value)
                    .ToHashSet(StringComparer.Ordinal)
            );
        }

        /// <summary>The namespaces of the project that it needs.</summary>
        /// <param name="types">The types of each.</param>
        public IEnumerable<string> Needs(IReadOnlyDictionary<string, HashSet<string>> types) =>
            types.Keys.Where(one =>
                Usings.Any(used =>
                    used == one || (used.StartsWith($"{one}.", StringComparison.Ordinal) && !types.ContainsKey(used))
                )
                || Names.Any(name => IsIn(name, one, types[one]))
                || (Namespace.StartsWith($"{one}.", StringComparison.Ordinal) && UsesTypeOf(one, types))
            );

        private static bool IsIn(string name, string space, HashSet<string> types) =>
            name.StartsWith($"{space}.", StringComparison.Ordinal)
            && types.Contains(name[(space.Length + 1)..].Split('.')[0]);

        private bool UsesTypeOf(string space, IReadOnlyDictionary<string, HashSet<string>> types) =>
            Names.Any(name =>
                name.Split('.')[0] is var first && types[space].Contains(first) && !types[Namespace].Contains(first)
            );
    }
}
