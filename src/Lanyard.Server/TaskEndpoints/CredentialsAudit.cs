using System.Globalization;
using Lanyard.Policy;
using Lanyard.Tasks.Credentials;
using Lanyard.Wire;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>
/// The log of who asked for credentials, a line a request in the form of the agent's audit log; the id in the path is left out.
/// </summary>
/// <seealso href="https://github.com/aws/amazon-ecs-agent/blob/master/ecs-agent/logger/audit/audit_log.go" />
/// <param name="path">The file; what is there is added to.</param>
internal sealed class CredentialsAudit(string path, TimeProvider time) : IDisposable
{
    /// <summary>How long the file grows before it is put aside as <c>audit.log.1</c>, in place of the one before.</summary>
    public const long MostBytes = 10 * 1024 * 1024;

    private const int Version = 2;

    private readonly Lock _lock = new();
    private StreamWriter _file = Open(path);

    /// <summary>Adds a request for credentials.</summary>
    /// <param name="endpoint">The path without the id: <c>/v1/credentials</c> or <c>/v2/credentials</c>.</param>
    /// <param name="answer">What was answered; null when the request was turned away before it was looked at.</param>
    public void Add(HttpContext context, string endpoint, int status, Arn taskArn, CredentialsAnswer? answer)
    {
        var agent = context.Request.Headers.UserAgent.ToString().Replace("\"", "'", StringComparison.Ordinal);
        var now = Iso8601.Seconds(time.GetUtcNow());
        var peer = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        var head = string.Create(CultureInfo.InvariantCulture, $"{now} {status} {peer} \"{endpoint}\" \"{agent}\"");
        // Where the id is not known neither is the role, and the line ends after the dash.
        var line = answer?.RoleArn is null
            ? $"{head} - "
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{head} {taskArn} GetCredentials {Version} {ClusterOf(taskArn)} -"
            );
        lock (_lock)
        {
            if (_file.BaseStream.Length >= MostBytes)
            {
                _file.Dispose();
                File.Move(path, path + ".1", overwrite: true);
                _file = Open(path);
            }

            _file.WriteLine(line);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static StreamWriter Open(string path)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Append,
            Access = FileAccess.Write,
            Share = FileShare.ReadWrite,
        };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new StreamWriter(path, options) { AutoFlush = true };
    }

    private static string ClusterOf(Arn taskArn) => taskArn.Resource.Split('/') is [_, var cluster, _] ? cluster : "-";
}
