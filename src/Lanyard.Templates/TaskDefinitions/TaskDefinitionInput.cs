using Lanyard.Templates.CloudFormation;
using Lanyard.Templates.Documents;

namespace Lanyard.Templates.TaskDefinitions;

/// <summary>Makes the input of <c>ecs:RegisterTaskDefinition</c> of what an input file says.</summary>
public static class TaskDefinitionInput
{
    // What DescribeTaskDefinition adds, and RegisterTaskDefinition does not take.
    private static readonly string[] DescribedOnly =
    [
        "taskDefinitionArn",
        "revision",
        "status",
        "requiresAttributes",
        "compatibilities",
        "registeredAt",
        "registeredBy",
        "deregisteredAt",
        "deleteRequestedAt",
    ];

    /// <summary>Converts the resolved properties of an <c>AWS::ECS::TaskDefinition</c>.</summary>
    /// <param name="owner">What the properties belong to, for messages, as in <c>`Task` (AWS::ECS::TaskDefinition)</c>.</param>
    /// <returns>The input as the API's JSON has it, every place kept; a family is not made up.</returns>
    public static Resolution FromProperties(ResolvedNode properties, string owner) =>
        Convert(properties, owner, isFromApi: false);

    /// <summary>Whether a file holds a task definition, as far as its top tells: faults in it do not matter.</summary>
    public static bool IsIn(TemplateSource source) =>
        TemplateTextReader.Read(source, []) is MapNode document
        && (document.Find("containerDefinitions") is not null || document.Find("taskDefinition") is not null);

    /// <summary>
    /// Reads a task definition in a file of its own: the input of <c>register-task-definition</c>, or what
    /// <c>describe-task-definition</c> answers.
    /// </summary>
    public static Resolution FromDocument(TemplateSource source)
    {
        var faults = new List<TemplateFault>();
        var document = TemplateTextReader.Read(source, faults);
        if (document is null || faults.Count > 0)
        {
            return new Resolution(Value: null, faults.InWrittenOrder());
        }

        var written = PlainValue.Of(document);
        var root = written["taskDefinition"] ?? written;
        if (root["containerDefinitions"] is null)
        {
            var fault = new TemplateFault(
                TemplateFaultCode.NotATaskDefinition,
                "a task definition is a map with containerDefinitions",
                root.Location
            );
            return new Resolution(Value: null, [fault]);
        }

        var entries = root.Entries.Where(entry => !DescribedOnly.Contains(entry.Key, StringComparer.Ordinal));
        return Convert(ResolvedNode.OfMap([.. entries], root.Location), "the task definition", isFromApi: true);
    }

    private static Resolution Convert(ResolvedNode node, string owner, bool isFromApi)
    {
        var conversion = new PropertyConversion(owner, isFromApi);
        var input = conversion.Convert(node, TaskDefinitionShape.Whole, string.Empty);
        return conversion.Faults.Count == 0
            ? new Resolution(input, [])
            : new Resolution(Value: null, conversion.Faults.InWrittenOrder());
    }
}
