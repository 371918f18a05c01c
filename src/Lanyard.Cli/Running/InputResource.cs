using Lanyard.Cli.Running.Makers;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>A resource that an input file declares and that is made.</summary>
/// <param name="LogicalId">What the file calls it.</param>
/// <param name="Type">The type, as in <c>AWS::IAM::Role</c>.</param>
/// <param name="Location">Where it is declared.</param>
/// <param name="Plan">Plans it, given what those before it answer; null when it has faults, which go to the context.</param>
internal sealed record InputResource(
    string LogicalId,
    string Type,
    TemplateLocation Location,
    Func<MadeAttributes, MakingContext, ResourcePlan?> Plan
)
{
    /// <summary>Reads its properties, given what others answer; null when it has none that a template writes.</summary>
    public Func<MadeAttributes, PropertyReader?> ReadProperties { get; init; } = static _ => null;

    /// <summary>As messages name it: <c>`AppRole` (AWS::IAM::Role)</c>.</summary>
    public string Description => $"`{LogicalId}` ({Type})";

    /// <summary>A resource of a template.</summary>
    public static InputResource Of(DeclaredResource resource) =>
        new(
            resource.LogicalId,
            resource.Type,
            resource.Location,
            (attributes, context) => Read(resource, attributes, context)
        )
        {
            ReadProperties = attributes =>
                resource.ResolveProperties(attributes).Value is { } node
                    ? new PropertyReader(node, resource.Description)
                    : null,
        };

    /// <summary>A property of it that is not made.</summary>
    /// <param name="value">What is written; null when the resource that is there has another value.</param>
    public UnmadeProperty Unmade(string property, TemplateLocation place, string reason, ResolvedNode? value = null) =>
        new(LogicalId, Type, property, place.ToString(), reason)
        {
            BearsPolicy = LeftOutPolicies.IsBearing(Type, property, value),
        };

    private static ResourcePlan? Read(DeclaredResource resource, MadeAttributes attributes, MakingContext context)
    {
        var properties = resource.ResolveProperties(attributes);
        context.Faults.AddRange(properties.Faults);
        if (properties.Value is not { } node)
        {
            return null;
        }

        var reader = new PropertyReader(node, resource.Description);
        var plan = ResourceMakers.Find(resource.Type)!.Read(resource, reader, context);
        context.Faults.AddRange(reader.Faults);
        if (plan.Task is null)
        {
            // What a task definition says that ECS does not know is a fault.
            context.UnmadeProperties.UnionWith(
                reader.Unread.Select(entry =>
                    Of(resource)
                        .Unmade(entry.Key, entry.KeyLocation, "Lanyard does not make this property", entry.Value)
                )
            );
        }

        return plan;
    }
}

/// <summary>What an input file says of a made resource, and is not made.</summary>
/// <param name="LogicalId">The resource.</param>
/// <param name="Type">Its type.</param>
/// <param name="Property">The property's name.</param>
/// <param name="Place">Where it is written.</param>
/// <param name="Reason">Why it is not made.</param>
internal sealed record UnmadeProperty(string LogicalId, string Type, string Property, string Place, string Reason)
{
    /// <summary>Whether it bears on what is allowed.</summary>
    public bool BearsPolicy { get; init; }

    /// <summary>As reports name it.</summary>
    public override string ToString() => $"{Property} of {LogicalId} ({Type}): {Reason}";
}
