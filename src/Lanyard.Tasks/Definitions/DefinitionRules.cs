using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Tasks.Definitions;

/// <summary>What ECS asks of a task definition before it registers it.</summary>
public static class DefinitionRules
{
    /// <summary>Refuses what ECS would refuse, with its words; the first rule that is broken speaks.</summary>
    /// <exception cref="AwsException"><c>ClientException</c>.</exception>
    public static void Check(RegisterTaskDefinitionInput input)
    {
        if (input.ContainerDefinitions is not { Count: > 0 })
        {
            throw new AwsException("ClientException", "Container list cannot be empty.");
        }
    }
}
