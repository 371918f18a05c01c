using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>
/// Issues a session of a role to whom its trust policy names. A role that is not there is refused in the same words.
/// Source identities and transitive tags are taken and not handed down a chain.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html" />
internal sealed class AssumeRole(IdentityDirectory identities, CredentialStore credentials)
    : Operation<AssumeRoleInput, AssumeRoleOutput>(StsModel.AssumeRole)
{
    private const int DefaultSeconds = 3600;
    private const int LongestChainedSeconds = 3600;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        AssumeRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(StsModel.Service, input);
        var arn = RoleArnOf(input);
        var trust = identities.FindRole(arn) is { } role ? identities.TrustPolicyOf(role) : null;
        var requirement = new Requirement("sts:AssumeRole", arn.ToString())
        {
            ResourceAccount = AccountId.TryParse(arn.Account, out var account) ? account : null,
            ResourcePolicy = new ResourcePolicy(trust, IsRequired: true),
            Context = ContextOf(input),
            ShowsReason = false,
        };
        var requirements = new List<Requirement> { requirement };
        if (input.Tags is { Count: > 0 })
        {
            requirements.Add(requirement with { Action = "sts:TagSession" });
        }

        if (input.SourceIdentity is not null)
        {
            requirements.Add(requirement with { Action = "sts:SetSourceIdentity" });
        }

        return Needs(requirements);
    }

    public override async ValueTask<AssumeRoleOutput> InvokeAsync(
        AssumeRoleInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        // The trust policy has decided, so the role is there; it may have gone in between.
        var role = identities.FindRole(RoleArnOf(input)) ?? throw StsErrors.BadArn(input.RoleArn!);
        var request = new SessionRequest(role, input.RoleSessionName!, DurationOf(input, role, call.Caller))
        {
            Task = call.Caller.Principal.Type == PrincipalType.Service ? call.Caller.Task : null,
            SessionPolicies = SessionPoliciesOf(input),
            Tags = TagsOf(input),
        };
        var credential = await credentials.IssueSessionAsync(request, cancellationToken);
        return new AssumeRoleOutput
        {
            Credentials = new Credentials
            {
                AccessKeyId = credential.AccessKeyId,
                SecretAccessKey = credential.SecretAccessKey,
                SessionToken = credential.SessionToken,
                Expiration = credential.Caller.ExpiresAt,
            },
            AssumedRoleUser = new AssumedRoleUser
            {
                AssumedRoleId = credential.Caller.Principal.UserId,
                Arn = credential.Caller.Principal.Arn,
            },
            SourceIdentity = input.SourceIdentity,
        };
    }

    private static Arn RoleArnOf(AssumeRoleInput input) =>
        Arn.TryParse(input.RoleArn, out var arn)
        && string.Equals(arn.Service, "iam", StringComparison.Ordinal)
        && arn.Resource.StartsWith("role/", StringComparison.Ordinal)
            ? arn
            : throw StsErrors.BadArn(input.RoleArn!);

    private static List<KeyValuePair<string, string[]>> ContextOf(AssumeRoleInput input)
    {
        var context = new List<KeyValuePair<string, string[]>> { new("sts:RoleSessionName", [input.RoleSessionName!]) };
        if (input.ExternalId is { } externalId)
        {
            context.Add(new("sts:ExternalId", [externalId]));
        }

        if (input.SourceIdentity is { } sourceIdentity)
        {
            context.Add(new("sts:SourceIdentity", [sourceIdentity]));
        }

        foreach (var tag in input.Tags ?? [])
        {
            context.Add(new($"aws:RequestTag/{tag.Key}", [tag.Value ?? ""]));
        }

        return context;
    }

    // A service's own sessions (a task's roles) last as long as the service says; the role's limit is for people's.
    private static TimeSpan DurationOf(AssumeRoleInput input, RoleRecord role, Caller caller)
    {
        var seconds = input.DurationSeconds ?? DefaultSeconds;
        return caller.Principal.Type switch
        {
            PrincipalType.Service => TimeSpan.FromSeconds(seconds),
            PrincipalType.RoleSession when seconds > LongestChainedSeconds => throw StsErrors.LongerThanChainAllows(),
            _ when seconds > role.MaxSessionDurationSeconds => throw StsErrors.LongerThanRoleAllows(),
            _ => TimeSpan.FromSeconds(seconds),
        };
    }

    private ImmutableArray<string> SessionPoliciesOf(AssumeRoleInput input)
    {
        var documents = new List<string>();
        if (input.Policy is { Length: > 0 } policy)
        {
            var parsed = PolicyDocument.Parse(policy, PolicyKind.Session);
            documents.Add(parsed.IsValid ? policy : throw StsErrors.Malformed(parsed.Faults[0].IamMessage));
        }

        documents.AddRange(
            (input.PolicyArns ?? []).Select(item =>
                identities.FindManagedPolicy(item.Arn ?? "") ?? throw StsErrors.NoSuchPolicy(item.Arn ?? "")
            )
        );
        return [.. documents];
    }

    private static ImmutableSortedDictionary<string, string> TagsOf(AssumeRoleInput input)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in input.Tags ?? [])
        {
            if (!tags.TryAdd(tag.Key ?? "", tag.Value ?? ""))
            {
                throw StsErrors.DuplicateTags();
            }
        }

        return tags.ToImmutable();
    }
}
