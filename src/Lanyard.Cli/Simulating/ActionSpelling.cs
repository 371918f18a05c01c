using Lanyard.Wire.Models;

namespace Lanyard.Cli.Simulating;

/// <summary>Writes actions as AWS does: policies take them in any case, and what is proposed is to look as it should.</summary>
internal static class ActionSpelling
{
    private static readonly Dictionary<string, string> Known = ModelledServices
        .Operations.Select(operation => $"{operation.Service.Prefix}:{operation.Name}")
        .Distinct(StringComparer.OrdinalIgnoreCase)
        .ToDictionary(action => action, StringComparer.OrdinalIgnoreCase);

    /// <summary>The action in AWS's own case, where it is an operation that is known here.</summary>
    public static string Of(string action) => Known.GetValueOrDefault(action, action);
}
