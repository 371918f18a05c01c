namespace Lanyard.Templates.CloudFormation;

/// <summary>The value that a parameter has in this stack.</summary>
/// <param name="Items">The items of a list; the text alone for all else.</param>
internal sealed record ParameterValue(TemplateParameter Parameter, IReadOnlyList<string> Items)
{
    /// <summary>What <c>Ref</c> gives: always texts, numbers included.</summary>
    internal ResolvedNode At(TemplateLocation location) =>
        Parameter.IsList
            ? ResolvedNode.OfList([.. Items.Select(item => ResolvedNode.OfText(item, location))], location)
            : ResolvedNode.OfText(Items[0], location);
}
