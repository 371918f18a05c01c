using System.Collections.Immutable;
using System.Text;
using Lanyard.Wire.Errors;

namespace Lanyard.Tasks.Startup;

/// <summary>Reads an environment file: a variable a line, split at the first <c>=</c>, the value as it stands.</summary>
/// <remarks>No quoting, no expansion, no trimming; lines that begin with <c>#</c>, have no <c>=</c> or no name are skipped.</remarks>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/use-environment-file.html" />
internal static class EnvironmentFileReader
{
    private const int LongestLineBytes = 64 * 1024;

    /// <summary>The variables in the file's order; a name may occur again.</summary>
    /// <exception cref="AwsException">A line is too long for the agent's reader.</exception>
    public static async Task<ImmutableArray<KeyValuePair<string, string>>> ReadAsync(
        Stream file,
        CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var text = await reader.ReadToEndAsync(cancellationToken);
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        foreach (var range in text.AsSpan().Split('\n'))
        {
            var line = text.AsSpan(range);
            line = line.EndsWith('\r') ? line[..^1] : line;
            if (Encoding.UTF8.GetByteCount(line) >= LongestLineBytes)
            {
                throw new AwsException("EnvironmentFileError", "bufio.Scanner: token too long");
            }

            var equals = line.IndexOf('=');
            if (equals > 0 && line[0] != '#')
            {
                variables.Add(new(line[..equals].ToString(), line[(equals + 1)..].ToString()));
            }
        }

        return variables.ToImmutable();
    }
}
