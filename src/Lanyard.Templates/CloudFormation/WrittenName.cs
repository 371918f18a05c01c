namespace Lanyard.Templates.CloudFormation;

/// <summary>A name written in a template.</summary>
internal readonly record struct WrittenName(string Name, TemplateLocation Location);
