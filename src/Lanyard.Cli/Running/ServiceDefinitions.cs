using Lanyard.Policy;
using Lanyard.Templates.CloudFormation;

namespace Lanyard.Cli.Running;

/// <summary>Which task definitions services use: by reference, by family, by family and revision, or by ARN.</summary>
internal static class ServiceDefinitions
{
    private const string Property = "TaskDefinition";

    /// <summary>The families that these services of a file use.</summary>
    public static IReadOnlyCollection<string> FamiliesOf(IEnumerable<DeclaredResource> services, StackPlan stack) =>
        [
            .. services
                .Select(service => service.ResolveProperty(Property, stack.Planned)?.Text)
                .OfType<string>()
                .Select(FamilyOf),
        ];

    // As in arn:aws:ecs:us-east-1:000000000000:task-definition/web:3, or web:3, or web.
    private static string FamilyOf(string text)
    {
        var name = Arn.NameOf(text);
        var colon = name.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? name : name[..colon];
    }
}
