namespace Lanyard.Templates;

/// <summary>What a resolved value is, as its source wrote it.</summary>
public enum ResolvedKind
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A number, kept with the digits it was written with.</summary>
    Number,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A list.</summary>
    List,

    /// <summary>A map, in the order it was written.</summary>
    Map,

    /// <summary>JSON's <c>null</c>, in documents that may hold one; a template may not.</summary>
    Null,
}
