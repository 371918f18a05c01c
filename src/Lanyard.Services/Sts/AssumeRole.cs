using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>
/// Makes a session of a role that trusts the caller. A role that is not there is refused like one that does not trust.
/// Devices for several factors and contexts of identity providers are not kept.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html" />
internal sealed class AssumeRole(IdentityDirectory identities, CredentialStore credentials)
    : Operation<AssumeRoleInput, AssumedRole, AssumeRoleOutput>(StsModel.AssumeRole)
{
    private const string Action = "sts:AssumeRole";

    // The role whose trust policy decides is the one that is assumed, though it be deleted and made again meanwhile.
    protected override AssumedRole Find(AssumeRoleInput input, Call call)
    {
        var arn = Parse(input.RoleArn!);
        return new AssumedRole(arn, identities.FindRole(arn), SessionTags.Of(input, call.Caller));
    }

    protected override IEnumerable<Requirement> Require(AssumeRoleInput input, AssumedRole subject, Call call)
    {
        var assume = On(subject, input, call);
        yield return assume;
        if (!subject.Tags.All.IsEmpty)
        {
            yield return assume with
            {
                Action = "sts:TagSession",
            };
        }

        if (SourceIdentityOf(input, call) is not null)
        {
            yield return assume with
            {
                Action = "sts:SetSourceIdentity",
            };
        }
    }

    protected override async ValueTask<AssumeRoleOutput> InvokeAsync(
        AssumeRoleInput input,
        AssumedRole subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var caller = call.Caller;
        if (caller.Principal.Type == PrincipalType.Root)
        {
            throw StsErrors.RootCannotAssume();
        }

        // Refusals are let pass while Lanyard only observes; what is not there cannot be assumed even then.
        var role = subject.Role ?? throw StsErrors.NotAuthorized(caller.Principal.Arn, Action, subject.Arn.ToString());
        var policies = SessionPolicies.Of(input, identities, AccountId.Parse(role.Account));
        var packedSize = PackedSize.Of(input, subject.Tags);
        var sourceIdentity = SourceIdentityOf(input, call);
        var request = new SessionRequest(
            role,
            input.RoleSessionName!,
            SessionDuration.Of(input.DurationSeconds, role, caller)
        )
        {
            Task = caller.Principal.Type == PrincipalType.Service ? caller.Task : null,
            SessionPolicies = policies,
            Tags = subject.Tags.All,
            TransitiveTagKeys = subject.Tags.TransitiveKeys,
            SourceIdentity = sourceIdentity,
        };
        var session = await credentials.IssueSessionAsync(request, cancellationToken);
        return Output(session, packedSize, sourceIdentity);
    }

    private static AssumeRoleOutput Output(Credential session, int? packedPolicySize, string? sourceIdentity) =>
        new()
        {
            Credentials = new Wire.Models.Sts.Credentials
            {
                AccessKeyId = session.AccessKeyId,
                SecretAccessKey = session.SecretAccessKey,
                SessionToken = session.SessionToken,
                Expiration = session.Caller.ExpiresAt,
            },
            AssumedRoleUser = new AssumedRoleUser
            {
                AssumedRoleId = session.Caller.Principal.UserId,
                Arn = session.Caller.Principal.Arn,
            },
            PackedPolicySize = packedPolicySize,
            SourceIdentity = sourceIdentity,
        };

    // Whoever has a source identity keeps it from role to role.
    private static string? SourceIdentityOf(AssumeRoleInput input, Call call) =>
        call.Caller.SourceIdentity ?? input.SourceIdentity;

    private static Arn Parse(string text) =>
        Arn.TryParse(text, out var arn)
        && arn.Service == "iam"
        && AccountId.TryParse(arn.Account, out _)
        && arn.Resource.StartsWith("role/", StringComparison.Ordinal)
            ? arn
            : throw StsErrors.ArnInvalid(text);

    private Requirement On(AssumedRole subject, AssumeRoleInput input, Call call)
    {
        var trust = subject.Role is { } role ? identities.TrustPolicyOf(role) : null;
        return new Requirement(Action, subject.Arn.ToString())
        {
            ResourceAccount = AccountId.Parse(subject.Arn.Account),
            ResourcePolicy = new ResourcePolicy(trust, IsRequired: true),
            Context = ConditionValues
                .None.With("sts:RoleSessionName", input.RoleSessionName)
                .With("sts:ExternalId", input.ExternalId)
                .With("sts:SourceIdentity", SourceIdentityOf(input, call))
                .Concat(subject.Tags.Context())
                .Concat(TagContext.OfResource(subject.Role?.Tags, "iam:ResourceTag")),
            ShowsReason = false,
            Missing = subject.Role is null ? MissingRole(subject.Arn) : null,
        };
    }

    // The name is right and the path is not: the commonest way to name a role that is not there.
    private MissingResource MissingRole(Arn arn) =>
        identities.Roles.Find(IdentityDirectory.KeyOf(AccountId.Parse(arn.Account), arn.Name)) is { } namesake
            ? new(
                $"there is no role `{arn}`; there is `{namesake.Arn}`",
                $"name the role by its own ARN, `{namesake.Arn}`"
            )
            : new($"there is no role `{arn}`", "make the role, or name one that is there");
}
