namespace Lanyard.Models.Generator;

/// <summary>One section of <c>operations.txt</c>: a service and what to write of it.</summary>
internal sealed class ListedService(string prefix, string folder)
{
    /// <summary>The folder in botocore's data, which is also the IAM prefix.</summary>
    public string Prefix { get; } = prefix;

    /// <summary>The folder and last part of the namespace.</summary>
    public string Folder { get; } = folder;

    /// <summary>Whether the service is signed in <c>us-east-1</c> wherever it is called.</summary>
    public bool IsGlobal { get; internal set; }

    /// <summary>The model's file beside the list, for a service of our own; null for one that botocore knows.</summary>
    public string? ModelFile { get; internal set; }

    /// <summary>The dialect in <c>Lanyard.Wire.Dialects</c>, as in <c>Ecr</c>; null when it is the protocol's own.</summary>
    public string? Dialect { get; internal set; }

    /// <summary>The operations that get a model, in the order of the list.</summary>
    public List<string> Operations { get; } = [];

    /// <summary>Other names for shapes.</summary>
    public Dictionary<string, string> Renames { get; } = new(StringComparer.Ordinal);

    /// <summary>The root elements of XML answers.</summary>
    public Dictionary<string, string> Roots { get; } = new(StringComparer.Ordinal);

    /// <summary>Members, as <c>Shape.member</c>, that are secrets although the model does not say so.</summary>
    public HashSet<string> Secrets { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// How many items a list has at the most, by <c>Shape.member</c>, where the model sets no bound, and its name in the error where AWS
    /// calls it otherwise.
    /// </summary>
    public Dictionary<string, (int Most, string? Name)> Bounds { get; } = new(StringComparer.Ordinal);

    /// <summary>Shapes that are shown although the model calls them sensitive.</summary>
    public HashSet<string> Plain { get; } = new(StringComparer.Ordinal);

    /// <summary>Shapes whose only member is the root element of the answer.</summary>
    public HashSet<string> Unwrapped { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations that are not routed.</summary>
    public HashSet<string> Dropped { get; } = new(StringComparer.Ordinal);
}
