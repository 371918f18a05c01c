namespace Lanyard.Templates.CloudFormation;

/// <summary>A resource and an attribute of it, as <c>Fn::GetAtt</c> names them.</summary>
internal readonly record struct AttributeName(string LogicalId, string Attribute)
{
    /// <summary>Reads <c>Role.Arn</c>; null when the text has no dot inside.</summary>
    internal static AttributeName? Read(string text)
    {
        // Logical ids are alphanumeric, so the first dot ends one; attributes may hold more dots.
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot <= 0 || dot == text.Length - 1 ? null : new AttributeName(text[..dot], text[(dot + 1)..]);
    }
}
