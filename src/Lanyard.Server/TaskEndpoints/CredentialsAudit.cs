using System.Globalization;
using Lanyard.Policy;
using Lanyard.Tasks.Credentials;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>
/// The log of who asked for credentials, a line a request in the form of the agent's audit log; the id in the path is left out.
/// </summary>
/// <seealso href="https://github.com/aws/amazon-ecs-agent/blob/master/ecs-agent/logger/audit/audit_log.go" />
internal sealed class CredentialsAudit : IDisposable
{
    private const int Version = 2;

    private readonly Lock _lock = new();
    private readonly StreamWriter _file;
    private readonly TimeProvider _time;

    /// <summary>Opens the log, appending to what is there.</summary>
    public CredentialsAudit(string path, TimeProvider time)
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

        _file = new StreamWriter(path, options) { AutoFlush = true };
        _time = time;
    }

    /// <summary>Adds a request for credentials.</summary>
    /// <param name="answer">What was answered; null when the request was turned away before it was looked at.</param>
    public void Add(HttpContext context, int status, Arn taskArn, CredentialsAnswer? answer)
    {
        var path = context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
            ? "/v1/credentials"
            : "/v2/credentials";
        var agent = context.Request.Headers.UserAgent.ToString().Replace("\"", "'", StringComparison.Ordinal);
        var time = _time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var peer = $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
        var head = string.Create(CultureInfo.InvariantCulture, $"{time} {status} {peer} \"{path}\" \"{agent}\"");
        // Where the id is not known neither is the role, and the line ends after the dash.
        var line = answer?.RoleArn is null
            ? $"{head} - "
            : string.Create(
                CultureInfo.InvariantCulture,
                $"{head} {taskArn} GetCredentials {Version} {ClusterOf(taskArn)} -"
            );
        lock (_lock)
        {
            _file.WriteLine(line);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static string ClusterOf(Arn taskArn) => taskArn.Resource.Split('/') is [_, var cluster, _] ? cluster : "-";
}
