using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire;

namespace Lanyard.Tasks.Credentials;

/// <summary>Hands the task role's credentials to the containers of its task, and to nobody else.</summary>
/// <remarks>
/// An id answers only on the link of its own task, so that one that leaked is worth nothing elsewhere. The execution role has
/// no id: what Lanyard does under it never passes through a container.
/// </remarks>
/// <seealso href="https://github.com/aws/amazon-ecs-agent" />
public sealed class CredentialsBroker
{
    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    internal CredentialsBroker() { }

    /// <summary>Answers a request for credentials.</summary>
    /// <param name="taskArn">The task on whose link the request came.</param>
    /// <param name="id">The id in the path; may be empty.</param>
    /// <param name="isVersion1">Whether it came by <c>/v1/credentials?id=</c>, which shows in error texts.</param>
    public CredentialsAnswer Answer(Arn taskArn, string id, bool isVersion1 = false)
    {
        var request = isVersion1 ? "CredentialsV1Request" : "CredentialsV2Request";
        if (id.Length == 0)
        {
            return Error(400, "NoIdInRequest", $"{request}: No Credential ID in the request");
        }

        if (!_entries.TryGetValue(id, out var entry) || entry.TaskArn != taskArn)
        {
            return Error(400, "InvalidIdInRequest", $"{request}: Credentials not found");
        }

        return entry.Session.Credential is { } credential
            ? Success(entry.Session.RoleArn.ToString(), credential)
            : Error(503, "CredentialsUninitialized", $"{request}: Credentials uninitialized for ID");
    }

    internal void Add(string id, Arn taskArn, RoleSession session) => _entries[id] = new Entry(taskArn, session);

    internal void Remove(string id) => _entries.TryRemove(id, out _);

    private static CredentialsAnswer Success(string roleArn, Credential credential) =>
        new(
            200,
            Write(json =>
            {
                json.WriteString("RoleArn"u8, roleArn);
                json.WriteString("AccessKeyId"u8, credential.AccessKeyId);
                json.WriteString("SecretAccessKey"u8, credential.SecretAccessKey.Reveal());
                json.WriteString("Token"u8, credential.SessionToken?.Reveal());
                json.WriteString(
                    "Expiration"u8,
                    credential.Caller.ExpiresAt is { } expiry ? Iso8601.Seconds(expiry) : null
                );
            }),
            roleArn
        );

    private static CredentialsAnswer Error(int status, string code, string message) =>
        new(
            status,
            Write(json =>
            {
                json.WriteString("code"u8, code);
                json.WriteString("message"u8, message);
                json.WriteNumber("HTTPErrorCode"u8, status);
            }),
            RoleArn: null
        );

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        members(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private sealed record Entry(Arn TaskArn, RoleSession Session);
}
