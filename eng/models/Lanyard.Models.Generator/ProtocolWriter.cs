namespace Lanyard.Models.Generator;

/// <summary>The protocol's part of a service: its codecs and how its operations are made.</summary>
internal abstract class ProtocolWriter
{
    /// <summary>The expression for the dialect of services that have none of their own.</summary>
    public abstract string Dialect { get; }

    /// <summary>The namespaces that a record's file needs.</summary>
    public abstract IEnumerable<string> Usings(StructureShape shape);

    /// <summary>Adds the readers and writers of a structure.</summary>
    public abstract void WriteCodec(CodeText code, StructureShape shape);

    /// <summary>The expression that makes the model of an operation, from the class name on; its arguments.</summary>
    public abstract (string Maker, IEnumerable<string> Arguments) Operation(OperationShape operation);
}
