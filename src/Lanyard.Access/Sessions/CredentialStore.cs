using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage;
using Lanyard.Storage.Sealing;
using Lanyard.Wire;

namespace Lanyard.Access.Sessions;

/// <summary>Access keys of users and sessions of roles: what a key id stands for. Looking one up takes no lock.</summary>
public sealed class CredentialStore
{
    /// <summary>The store's collection of access keys.</summary>
    internal const string KeyCollection = "iam.access-keys";

    private const string SecretPurpose = "secret-access-key";
    private const string TokenPurpose = "session-token";

    private readonly ConcurrentDictionary<string, Credential> _credentials = new(StringComparer.Ordinal);
    private readonly IdentityDirectory _identities;
    private readonly RecordTable<AccessKeyRecord> _keys;
    private readonly RecordTable<SessionRecord> _sessions;
    private readonly Sealer _sealer;
    private readonly IdSource _ids;
    private readonly TimeProvider _time;

    private CredentialStore(
        IdentityDirectory identities,
        RecordTable<AccessKeyRecord> keys,
        RecordTable<SessionRecord> sessions,
        Sealer sealer,
        IdSource ids,
        TimeProvider time
    )
    {
        _identities = identities;
        _keys = keys;
        _sessions = sessions;
        _sealer = sealer;
        _ids = ids;
        _time = time;
    }

    /// <summary>Opens the keys and sessions of a store.</summary>
    public static async ValueTask<CredentialStore> OpenAsync(
        IStore store,
        IdentityDirectory identities,
        Sealer sealer,
        IdSource ids,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var keys = await RecordTable<AccessKeyRecord>.OpenAsync(
            store,
            KeyCollection,
            AccessJson.Default.AccessKeyRecord,
            key => key.AccessKeyId,
            cancellationToken
        );
        var sessions = await RecordTable<SessionRecord>.OpenAsync(
            store,
            "sts.sessions",
            AccessJson.Default.SessionRecord,
            session => session.AccessKeyId,
            cancellationToken
        );
        return new CredentialStore(identities, keys, sessions, sealer, ids, time);
    }

    /// <summary>Finds the credential of a key id; null when there is none, it is inactive or its user is gone.</summary>
    /// <remarks>An expired session is found until it is swept, so that its user hears that it expired.</remarks>
    public Credential? Find(string accessKeyId)
    {
        if (_credentials.TryGetValue(accessKeyId, out var known))
        {
            return known;
        }

        var credential =
            _keys.Find(accessKeyId) is { } key ? Open(key)
            : _sessions.Find(accessKeyId) is { } session ? Open(session)
            : null;
        if (credential is null)
        {
            return null;
        }

        credential = _credentials.GetOrAdd(accessKeyId, credential);
        if (_keys.Find(accessKeyId) is not null || _sessions.Find(accessKeyId) is not null)
        {
            return credential;
        }

        // INVARIANT: who takes a key back removes it from its table before this memory, so one of the two sees the other.
        _credentials.TryRemove(accessKeyId, out _);
        return null;
    }

    /// <summary>The access keys of a user, oldest first.</summary>
    public IReadOnlyList<AccessKeyRecord> KeysOf(UserRecord user) =>
        [.. _keys.All.Where(key => key.UserId == user.Id).OrderBy(key => key.CreatedAt)];

    /// <summary>Makes an access key for a user.</summary>
    public async ValueTask<(AccessKeyRecord Key, Secret SecretAccessKey)> CreateKeyAsync(
        UserRecord user,
        CancellationToken cancellationToken
    )
    {
        var secret = new Secret(_ids.NewSecretAccessKey());
        var key = new AccessKeyRecord
        {
            AccessKeyId = _ids.NewAccessKeyId("AKIA"),
            Account = user.Account,
            UserName = user.Name,
            UserId = user.Id,
            SealedSecret = Seal(secret, SecretPurpose),
            Status = "Active",
            CreatedAt = _time.GetUtcNow(),
        };
        await _keys.PutAsync(key, cancellationToken);
        return (key, secret);
    }

    /// <summary>Removes an access key; false when there was none.</summary>
    public async ValueTask<bool> DeleteKeyAsync(string accessKeyId, CancellationToken cancellationToken)
    {
        var removed = await _keys.RemoveAsync(accessKeyId, cancellationToken);
        _credentials.TryRemove(accessKeyId, out _);
        return removed;
    }

    /// <summary>Issues a session of a role; whoever calls has decided that it may be assumed.</summary>
    public async ValueTask<Credential> IssueSessionAsync(SessionRequest request, CancellationToken cancellationToken)
    {
        var now = _time.GetUtcNow();
        var record = new SessionRecord
        {
            AccessKeyId = _ids.NewAccessKeyId("ASIA"),
            RoleArn = request.Role.Arn,
            RoleId = request.Role.Id,
            SessionName = request.SessionName,
            SealedSecret = Seal(new Secret(_ids.NewSecretAccessKey()), SecretPurpose),
            SealedToken = Seal(new Secret(_ids.NewSessionToken()), TokenPurpose),
            IssuedAt = now,
            ExpiresAt = now + request.Duration,
            TaskArn = request.Task?.TaskArn.ToString(),
            TaskRole = request.Task?.Kind,
            SessionPolicies = request.SessionPolicies,
            Tags = request.Tags,
            TransitiveTagKeys = request.TransitiveTagKeys,
            SourceIdentity = request.SourceIdentity,
        };
        await _sessions.PutAsync(record, cancellationToken);
        return Find(record.AccessKeyId)!;
    }

    /// <summary>Ends the sessions of a task: its keys are unknown from now on.</summary>
    public async ValueTask RevokeAsync(Arn taskArn, CancellationToken cancellationToken)
    {
        var text = taskArn.ToString();
        foreach (var session in _sessions.All.Where(s => s.TaskArn == text))
        {
            await RemoveSessionAsync(session, cancellationToken);
        }
    }

    /// <summary>Forgets sessions that expired more than a day ago.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        var limit = _time.GetUtcNow() - TimeSpan.FromDays(1);
        foreach (var session in _sessions.All.Where(s => s.ExpiresAt < limit))
        {
            await RemoveSessionAsync(session, cancellationToken);
        }
    }

    /// <summary>Reads keys and sessions anew, after the store was cleared beneath them.</summary>
    public async ValueTask ReloadAsync(CancellationToken cancellationToken)
    {
        await _keys.ReloadAsync(cancellationToken);
        await _sessions.ReloadAsync(cancellationToken);
        _credentials.Clear();
    }

    private async ValueTask RemoveSessionAsync(SessionRecord session, CancellationToken cancellationToken)
    {
        await _sessions.RemoveAsync(session.AccessKeyId, cancellationToken);
        _credentials.TryRemove(session.AccessKeyId, out _);
    }

    private Credential? Open(AccessKeyRecord key)
    {
        var name = IdentityDirectory.KeyOf(AccountId.Parse(key.Account), key.UserName);
        if (key.Status != "Active" || _identities.Users.Find(name) is not { } user || !IsOf(key, user))
        {
            return null;
        }

        var caller = new Caller(
            Principal.User(Arn.Parse(user.Arn), user.Id),
            () =>
                _identities.Users.Find(name) is { } current && IsOf(key, current)
                    ? _identities.PoliciesOf(current)
                    : CallerPolicies.None
        )
        {
            AccessKeyId = key.AccessKeyId,
            Tags = user.Tags,
        };
        return new Credential(key.AccessKeyId, Unseal(key.SealedSecret, SecretPurpose), null, caller);
    }

    private Credential Open(SessionRecord session)
    {
        var roleArn = Arn.Parse(session.RoleArn);
        var policies = session
            .SessionPolicies.Select(
                (document, index) =>
                    CompiledPolicy.CompileOrDeny(document, PolicyKind.Session, $"session policy {index + 1}")
            )
            .ToArray();
        var caller = new Caller(
            Principal.RoleSession(roleArn, session.RoleId, session.SessionName),
            () => PoliciesOf(roleArn, session.RoleId, policies)
        )
        {
            AccessKeyId = session.AccessKeyId,
            TokenIssuedAt = session.IssuedAt,
            ExpiresAt = session.ExpiresAt,
            Task = session.TaskArn is { } task ? new TaskIdentity(Arn.Parse(task), session.TaskRole!.Value) : null,
            Tags = Folded(RoleOf(roleArn, session.RoleId)?.Tags ?? session.Tags).SetItems(session.Tags),
            TransitiveTags = Folded(session.Tags.Where(tag => IsTransitive(session, tag.Key))),
            SourceIdentity = session.SourceIdentity,
        };
        return new Credential(
            session.AccessKeyId,
            Unseal(session.SealedSecret, SecretPurpose),
            Unseal(session.SealedToken, TokenPurpose),
            caller
        );
    }

    private static bool IsOf(AccessKeyRecord key, UserRecord user) => key.UserId == user.Id;

    private static bool IsTransitive(SessionRecord session, string tagName) =>
        session.TransitiveTagKeys.Contains(tagName, StringComparer.OrdinalIgnoreCase);

    // Tag names are compared without case: a session's `team` takes the place of its role's `Team`.
    private static ImmutableSortedDictionary<string, string> Folded(IEnumerable<KeyValuePair<string, string>> tags) =>
        ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase).SetItems(tags);

    private CallerPolicies PoliciesOf(Arn roleArn, string roleId, CompiledPolicy[] sessionPolicies)
    {
        if (RoleOf(roleArn, roleId) is not { } role)
        {
            return CallerPolicies.None;
        }

        var policies = _identities.PoliciesOf(role);
        return sessionPolicies.Length == 0 ? policies : policies with { Session = [.. sessionPolicies] };
    }

    // A role deleted and made again has another id: the old session stays without its permissions and tags, as in AWS.
    private RoleRecord? RoleOf(Arn arn, string id) =>
        _identities.FindRole(arn) is { } role && role.Id == id ? role : null;

    private byte[] Seal(Secret secret, string purpose) =>
        _sealer.Seal(Encoding.UTF8.GetBytes(secret.Reveal()), purpose);

    private Secret Unseal(byte[] sealedSecret, string purpose) =>
        new(Encoding.UTF8.GetString(_sealer.Open(sealedSecret, purpose)));
}
