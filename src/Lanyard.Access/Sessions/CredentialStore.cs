using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Lanyard.Access.Identity;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Wire;

namespace Lanyard.Access.Sessions;

/// <summary>Access keys of users and sessions of roles: what a key id stands for. Looking one up takes no lock.</summary>
public sealed class CredentialStore
{
    /// <summary>The collection of access keys.</summary>
    internal static readonly Collection<AccessKeyRecord> KeyCollection = new(
        "iam.access-keys",
        () => IdentityJson.Default.AccessKeyRecord
    );

    private static readonly Collection<SessionRecord> SessionCollection = new(
        "sts.sessions",
        () => SessionsJson.Default.SessionRecord
    );

    private const string SecretPurpose = "secret-access-key";
    private const string TokenPurpose = "session-token";

    // By record: what is changed or removed, here or on another server, is another record or none.
    private readonly ConditionalWeakTable<IRecord, Opened> _opened = [];
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

    /// <summary>Opens the keys and sessions of a store's tables.</summary>
    public static async ValueTask<CredentialStore> OpenAsync(
        Records records,
        IdentityDirectory identities,
        Sealer sealer,
        IdSource ids,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var keys = await records.OpenAsync(KeyCollection, cancellationToken);
        var sessions = await records.OpenAsync(SessionCollection, cancellationToken);
        return new CredentialStore(identities, keys, sessions, sealer, ids, time);
    }

    /// <summary>Finds the credential of a key id; null when there is none, it is inactive or its user is gone.</summary>
    /// <remarks>An expired session is found until it is swept, so that its user hears that it expired.</remarks>
    public Credential? Find(string accessKeyId) =>
        _keys.Find(accessKeyId) is { } key ? Find(key)
        : _sessions.Find(accessKeyId) is { } session ? Find(session)
        : null;

    /// <summary>The account that an access key belongs to, active or not; null when there is no such key.</summary>
    public AccountId? AccountOf(string accessKeyId) =>
        _keys.Find(accessKeyId) is { } key ? AccountId.Parse(key.Account)
        : _sessions.Find(accessKeyId) is { } session ? AccountId.Parse(Arn.Parse(session.RoleArn).Account)
        : null;

    /// <summary>The access keys of a user, oldest first.</summary>
    public IReadOnlyList<AccessKeyRecord> KeysOf(UserRecord user) => KeysOf(_keys.All, user);

    /// <summary>The access keys of a user, oldest first, as a change leaves them; it names the account's guard.</summary>
    public IReadOnlyList<AccessKeyRecord> KeysOf(RecordChange change, UserRecord user) =>
        KeysOf(change.List(_keys, ""), user);

    /// <summary>Makes an access key for a user, as part of a change.</summary>
    public (AccessKeyRecord Key, Secret SecretAccessKey) AddKey(RecordChange change, UserRecord user)
    {
        var (key, secret) = NewKey(user);
        change.Put(_keys, key);
        return (key, secret);
    }

    /// <summary>Makes an access key for a user.</summary>
    public async ValueTask<(AccessKeyRecord Key, Secret SecretAccessKey)> CreateKeyAsync(
        UserRecord user,
        CancellationToken cancellationToken
    )
    {
        var (key, secret) = NewKey(user);
        await _keys.PutAsync(key, cancellationToken);
        return (key, secret);
    }

    /// <summary>Removes an access key; false when there was none.</summary>
    public ValueTask<bool> DeleteKeyAsync(string accessKeyId, CancellationToken cancellationToken) =>
        _keys.RemoveAsync(accessKeyId, cancellationToken);

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
            await _sessions.RemoveAsync(session.Key, cancellationToken);
        }
    }

    /// <summary>Forgets sessions that expired more than a day ago.</summary>
    public async ValueTask SweepAsync(CancellationToken cancellationToken)
    {
        var limit = _time.GetUtcNow() - TimeSpan.FromDays(1);
        foreach (var session in _sessions.All.Where(s => s.ExpiresAt < limit))
        {
            await _sessions.RemoveAsync(session.Key, cancellationToken);
        }
    }

    private static IReadOnlyList<AccessKeyRecord> KeysOf(IEnumerable<AccessKeyRecord> keys, UserRecord user) =>
        [.. keys.Where(key => IsOf(key, user)).OrderBy(key => key.CreatedAt)];

    private (AccessKeyRecord Key, Secret SecretAccessKey) NewKey(UserRecord user)
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
        return (key, secret);
    }

    private Credential? Find(AccessKeyRecord key)
    {
        if (
            _opened.TryGetValue(key, out var known)
            && ReferenceEquals(_identities.Users.Find(known.OwnerKey), known.Owner)
        )
        {
            return known.Credential;
        }

        string name = IdentityDirectory.KeyOf(AccountId.Parse(key.Account), key.UserName);
        return key.IsActive && _identities.Users.Find(name) is { } user && IsOf(key, user)
            ? Note(key, new Opened(name, user, Open(key, name, user)))
            : null;
    }

    private Credential Find(SessionRecord session)
    {
        if (
            _opened.TryGetValue(session, out var known)
            && ReferenceEquals(_identities.Roles.Find(known.OwnerKey), known.Owner)
        )
        {
            return known.Credential;
        }

        var arn = Arn.Parse(session.RoleArn);
        var name = IdentityDirectory.KeyOfRole(arn);
        // Found before it is opened: a change in between is seen at the next call.
        var owner = _identities.Roles.Find(name);
        return Note(session, new Opened(name, owner, Open(session, arn)));
    }

    private Credential Note(IRecord record, Opened opened)
    {
        _opened.AddOrUpdate(record, opened);
        return opened.Credential;
    }

    private Credential Open(AccessKeyRecord key, string name, UserRecord user)
    {
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

    private Credential Open(SessionRecord session, Arn roleArn)
    {
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

    /// <summary>A credential, made of its own record and of the one of its user or role.</summary>
    /// <param name="Owner">Null for a role that is gone.</param>
    private sealed record Opened(string OwnerKey, IPrincipalRecord? Owner, Credential Credential);

    private byte[] Seal(Secret secret, string purpose) =>
        _sealer.Seal(Encoding.UTF8.GetBytes(secret.Reveal()), purpose);

    private Secret Unseal(byte[] sealedSecret, string purpose) =>
        new(Encoding.UTF8.GetString(_sealer.Open(sealedSecret, purpose)));
}
