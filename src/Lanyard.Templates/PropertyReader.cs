namespace Lanyard.Templates;

/// <summary>Reads a resource's properties by type and collects every fault instead of stopping at the first.</summary>
/// <remarks>
/// A reading that fails answers an empty value and adds a fault; look at <see cref="Faults" /> once, after the last reading.
/// Types convert as CloudFormation converts them: numbers and booleans given as texts, and the other way round.
/// Paths are as in <c>ImageScanningConfiguration.ScanOnPush</c> or <c>Policies[0].PolicyName</c>.
/// </remarks>
public sealed class PropertyReader
{
    /// <summary>Reads the properties of a resource.</summary>
    /// <param name="owner">What the properties belong to, for messages, as in <c>`AppRole` (AWS::IAM::Role)</c>.</param>
    public PropertyReader(ResolvedNode properties, string owner)
    {
        Node = properties;
        Owner = owner;
    }

    /// <summary>The value that is read.</summary>
    public ResolvedNode Node { get; }

    /// <summary>What the properties belong to.</summary>
    public string Owner { get; }

    /// <summary>Everything that could not be read so far.</summary>
    public IReadOnlyList<TemplateFault> Faults => throw new NotImplementedException();

    /// <summary>The names at the top of <see cref="Node" /> that no reading has asked for, in written order.</summary>
    public IReadOnlyList<ResolvedEntry> Unread => throw new NotImplementedException();

    /// <summary>A text; a fault when it is missing.</summary>
    public string RequireString(string path) => throw new NotImplementedException();

    /// <summary>A text; null when it is missing.</summary>
    public string? OptionalString(string path) => throw new NotImplementedException();

    /// <summary>A whole number; null when it is missing.</summary>
    public long? OptionalInteger(string path) => throw new NotImplementedException();

    /// <summary>A boolean; null when it is missing.</summary>
    public bool? OptionalBoolean(string path) => throw new NotImplementedException();

    /// <summary>A list of texts; empty when it is missing. A single text counts as a list of one.</summary>
    public IReadOnlyList<string> OptionalStrings(string path) => throw new NotImplementedException();

    /// <summary>A map; a fault and an empty map when it is missing.</summary>
    public ResolvedNode RequireMap(string path) => throw new NotImplementedException();

    /// <summary>A map; null when it is missing.</summary>
    public ResolvedNode? OptionalMap(string path) => throw new NotImplementedException();

    /// <summary>A list; null when it is missing.</summary>
    public ResolvedNode? OptionalList(string path) => throw new NotImplementedException();

    /// <summary>A document given as a map, or as a JSON text; a fault when it is missing or neither.</summary>
    public ResolvedNode RequireDocument(string path) => throw new NotImplementedException();

    /// <summary>A reader for each map of a list, sharing this reader's faults; empty when the list is missing.</summary>
    public IReadOnlyList<PropertyReader> Each(string path) => throw new NotImplementedException();

    /// <summary>Adds a fault at the place of a path, for what only the maker can know.</summary>
    public void Refuse(TemplateFaultCode code, string path, string message, string? hint = null) =>
        throw new NotImplementedException();
}
