using Lanyard.Cli.Commands;
using Lanyard.Cli.Running.Makers;
using Lanyard.Policy;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Templates.TaskDefinitions;

namespace Lanyard.Cli.Running;

/// <summary>Reads an input file, whatever it is: a CloudFormation template, or a task definition as the API has it.</summary>
/// <param name="parameters">Template parameters.</param>
/// <param name="account">Twelve digits.</param>
/// <param name="region">The region.</param>
/// <param name="isAlone">It is the run's only file; otherwise parameters that it does not take are for others.</param>
internal sealed class InputReader(
    IReadOnlyDictionary<string, string> parameters,
    string account,
    string region,
    bool isAlone
)
{
    /// <summary>Reads a file and plans what it declares.</summary>
    /// <exception cref="CommandException">The file is not there or has faults; all of them are named.</exception>
    public async Task<StackPlan> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
        {
            throw CommandException.Misuse(
                $"there is no file `{path}`",
                "name a CloudFormation template or a task definition"
            );
        }

        var source = new TemplateSource(path, await File.ReadAllTextAsync(path, cancellationToken));
        return TaskDefinitionInput.IsIn(source) ? ReadTaskDefinition(source) : ReadTemplate(source);
    }

    private StackPlan ReadTaskDefinition(TemplateSource source)
    {
        var read = TaskDefinitionInput.FromDocument(source);
        if (read.Value is not { } node)
        {
            throw StackPlan.Faulty(read.Faults);
        }

        var context = Context(source.Path);
        var family = node["family"]?.Text ?? context.StackName;
        var resource = new InputResource(
            family,
            TaskDefinitionMaker.TypeName,
            node.Location,
            (_, making) => TaskDefinitionMaker.Plan(node, family, making)
        );
        return new StackPlan(context, [resource]);
    }

    private StackPlan ReadTemplate(TemplateSource source)
    {
        var parsed = CloudFormationTemplate.Parse(source);
        if (!parsed.IsValid)
        {
            throw StackPlan.Faulty(parsed.Faults);
        }

        var context = Context(source.Path);
        var names = parsed.Template!.Parameters.Select(parameter => parameter.Name).ToList();
        var stack = parsed.Template.Resolve(
            new ResolutionOptions
            {
                Parameters = isAlone
                    ? parameters
                    : parameters
                        .Where(parameter => names.Contains(parameter.Key, StringComparer.Ordinal))
                        .ToDictionary(StringComparer.Ordinal),
                AccountId = AccountId.Parse(account),
                Region = region,
                StackName = context.StackName,
                StackId = context.ArnOf("cloudformation", $"stack/{context.StackName}/lanyard"),
            }
        );
        if (stack.Faults.Count > 0)
        {
            throw StackPlan.Faulty(stack.Faults);
        }

        var made = stack.Resources.Where(resource => resource.IsMade).Select(InputResource.Of);
        return new StackPlan(context, [.. made])
        {
            ParameterNames = names,
            NotMade = [.. stack.Resources.Where(resource => !resource.IsMade)],
        };
    }

    private MakingContext Context(string path) => new(account, region, StackNameOf(path), path);

    private static string StackNameOf(string path)
    {
        var file = Path.GetFileNameWithoutExtension(path);
        var folder = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));
        var name = file == "template" && folder is { Length: > 0 } ? folder : file;
        return new string([.. name.Select(character => char.IsAsciiLetterOrDigit(character) ? character : '-')]);
    }
}
