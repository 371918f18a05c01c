using Lanyard.Cli.Commands;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Cli.Simulating;

/// <summary>Policies in files of their own.</summary>
internal static class PolicyFiles
{
    /// <summary>Reads and compiles a policy.</summary>
    /// <exception cref="CommandException">The file is not there, or the policy has faults; all of them are named.</exception>
    public static async Task<CompiledPolicy> ReadAsync(
        string path,
        PolicyKind kind,
        CancellationToken cancellationToken
    )
    {
        if (!File.Exists(path))
        {
            throw CommandException.Misuse($"there is no file `{path}`", "name a file with a policy in JSON");
        }

        var parsed = PolicyDocument.Parse(await File.ReadAllTextAsync(path, cancellationToken), kind);
        if (!parsed.IsValid)
        {
            var faults = parsed.Faults.Select(fault =>
                $"{path}({fault.Line},{fault.Column}): {fault.Code}: {fault.Message}; {fault.Hint}"
            );
            throw CommandException.Misuse(string.Join('\n', faults), "correct the policy");
        }

        return CompiledPolicy.Compile(parsed.Document, kind, path);
    }
}
