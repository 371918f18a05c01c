using Lanyard.Templates;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Cli.Running;

/// <summary>A task definition of the input, as it is to be registered and run.</summary>
/// <param name="Input">What is registered.</param>
/// <param name="Node">The same with its places in the template.</param>
/// <param name="TemplatePath">The template; images are built beside it.</param>
internal sealed record TaskPlan(RegisterTaskDefinitionInput Input, ResolvedNode Node, string TemplatePath);
