using System.Globalization;
using Lanyard.Policy;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire;

namespace Lanyard.Access.Admission;

/// <summary>The condition keys that every call has, and those that its requirement adds.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html" />
internal static class CallContext
{
    /// <summary>The condition values of one requirement of a call.</summary>
    public static RequestContext Of(Call call, Requirement requirement)
    {
        var context = new RequestContext();
        AddRequest(context, call);
        AddPrincipal(context, call);
        var owner = requirement.ResourceAccount ?? call.Account;
        context.Set("aws:ResourceAccount", owner.ToString());
        requirement.Context.AddTo(context);

        return context;
    }

    private static void AddRequest(RequestContext context, Call call)
    {
        context.Set("aws:CurrentTime", Iso8601.Seconds(call.Time));
        context.Set("aws:EpochTime", call.Time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        context.Set(
            "aws:RequestedRegion",
            call.Operation.Service.IsGlobal ? Partitions.HomeOf(call.Region) : call.Region
        );
        // Links and loopback never leave the machine, which is what the key asks about.
        context.Set("aws:SecureTransport", "true");
        context.Set("aws:ViaAWSService", "false");
        if (call.Origin.SourceIp is { } address)
        {
            context.Set("aws:SourceIp", address);
        }

        if (call.Origin.UserAgent.Length > 0)
        {
            context.Set("aws:UserAgent", call.Origin.UserAgent);
        }
    }

    private static void AddPrincipal(RequestContext context, Call call)
    {
        var caller = call.Caller;
        var principal = caller.Principal;
        context.Set("aws:PrincipalIsAWSService", principal.Type == PrincipalType.Service ? "true" : "false");
        if (principal.Type == PrincipalType.Service)
        {
            AddService(context, call);
            return;
        }

        if (principal.Type == PrincipalType.Anonymous)
        {
            context.Set("aws:PrincipalType", "Anonymous");
            return;
        }

        context.Set("aws:PrincipalArn", principal.RoleArn ?? principal.Arn);
        context.Set("aws:PrincipalAccount", principal.Account.ToString());
        context.Set("aws:PrincipalType", TypeName(principal.Type));
        context.Set("aws:userid", principal.UserId);
        if (principal.Type == PrincipalType.User)
        {
            context.Set("aws:username", Arn.NameOf(principal.Arn));
        }

        if (caller.TokenIssuedAt is { } issued)
        {
            context.Set("aws:TokenIssueTime", Iso8601.Seconds(issued));
            context.Set("aws:MultiFactorAuthPresent", "false");
        }

        if (caller.SourceIdentity is { } identity)
        {
            context.Set("aws:SourceIdentity", identity);
        }

        foreach (var (name, value) in caller.Tags)
        {
            context.Set($"aws:PrincipalTag/{name}", value);
        }
    }

    private static void AddService(RequestContext context, Call call)
    {
        context.Set("aws:PrincipalServiceName", call.Caller.Principal.ServiceName!);
        if (call.Caller.SourceArn is { } source)
        {
            context.Set("aws:SourceArn", source.ToString());
        }

        if (call.Caller.SourceAccount is { } account)
        {
            context.Set("aws:SourceAccount", account.ToString());
        }
    }

    private static string TypeName(PrincipalType type) =>
        type switch
        {
            PrincipalType.Root => "Account",
            PrincipalType.RoleSession => "AssumedRole",
            _ => type.ToString(),
        };
}
