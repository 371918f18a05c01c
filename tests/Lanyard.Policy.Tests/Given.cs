using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests;

/// <summary>The people, policies and questions that tests are about.</summary>
internal static class Given
{
    public const string Account = "111122223333";
    public const string OtherAccount = "444455556666";
    public const string RoleArn = $"arn:aws:iam::{Account}:role/team/app";
    public const string SessionArn = $"arn:aws:sts::{Account}:assumed-role/app/t1";
    public const string UserArn = $"arn:aws:iam::{Account}:user/alice";
    public const string RoleId = "AROA1234567890ABCDEFG";
    public const string BucketObject = "arn:aws:s3:::receipts/2026/1.json";

    public static Principal Session { get; } = Principal.RoleSession(Arn.Parse(RoleArn), RoleId, "t1");

    public static Principal User { get; } = Principal.User(Arn.Parse(UserArn), "AIDA1234567890ABCDEFG");

    public static Principal Root { get; } = Principal.Root(Partitions.Aws, AccountId.Parse(Account));

    public const string Provider = "accounts.example.com";

    public static Principal WebIdentity { get; } = Principal.WebIdentity(Provider);

    public static Principal FederatedUser { get; } =
        Principal.FederatedUser(Arn.Parse($"arn:aws:sts::{Account}:federated-user/bob"), Arn.Parse(UserArn));

    public static Principal ServiceLinked { get; } =
        Principal.RoleSession(
            Arn.Parse($"arn:aws:iam::{Account}:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"),
            RoleId,
            "ecs"
        );

    public static Principal EcsTasks { get; } = Principal.Service("ecs-tasks.amazonaws.com");

    /// <summary>A document of one or more statements, in the version that has variables.</summary>
    public static string Document(params string[] statements) =>
        $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static string Allow(string action, string resource = "*", string? condition = null) =>
        Statement("Allow", action, resource, condition);

    public static string Deny(string action, string resource = "*", string? condition = null) =>
        Statement("Deny", action, resource, condition);

    /// <summary>A statement of a resource policy; the principal is JSON.</summary>
    public static string AllowTo(
        string principal,
        string action = "*",
        string resource = "*",
        string? condition = null
    ) => Statement("Allow", action, resource, condition, principal);

    public static string DenyTo(
        string principal,
        string action = "*",
        string resource = "*",
        string? condition = null
    ) => Statement("Deny", action, resource, condition, principal);

    /// <summary>A statement of a trust policy; the principal is JSON.</summary>
    public static string Trust(string principal, string? condition = null, string effect = "Allow") =>
        $$"""{"Effect":"{{effect}}","Principal":{{principal}},"Action":"sts:AssumeRole"{{Condition(condition)}}}""";

    public static CompiledPolicy PolicyOf(PolicyKind kind, params string[] statements) =>
        Compile(kind, Document(statements));

    public static CompiledPolicy Compile(PolicyKind kind, string json, string name = "policy")
    {
        var result = PolicyDocument.Parse(json, kind);
        Assert.True(result.IsValid, string.Join('\n', result.Faults));
        return CompiledPolicy.Compile(result.Document, kind, name);
    }

    public static CompiledPolicy Identity(params string[] statements) => PolicyOf(PolicyKind.Identity, statements);

    public static CallerPolicies Caller(
        CompiledPolicy? identity = null,
        CompiledPolicy? boundary = null,
        CompiledPolicy? session = null
    ) =>
        new()
        {
            Identity = identity is null ? [] : [identity],
            Boundary = boundary,
            Session = session is null ? [] : [session],
        };

    public static ResourcePolicy Resource(params string[] statements) =>
        new(PolicyOf(PolicyKind.Resource, statements), IsRequired: false);

    public static ResourcePolicy TrustPolicy(params string[] statements) =>
        new(PolicyOf(PolicyKind.Trust, statements), IsRequired: true);

    public static AuthorizationRequest Request(
        string action = "s3:GetObject",
        string resource = BucketObject,
        Principal? principal = null,
        RequestContext? context = null,
        string? resourceAccount = null
    ) =>
        new()
        {
            Principal = principal ?? Session,
            Action = action,
            Resource = resource,
            Context = context ?? new RequestContext(),
            ResourceAccount = resourceAccount is null ? null : AccountId.Parse(resourceAccount),
        };

    /// <summary>Whether a request is allowed to the session by one identity policy of these statements.</summary>
    public static bool IsAllowed(AuthorizationRequest request, params string[] statements) =>
        Evaluator.Evaluate(request, Caller(Identity(statements)), default).IsAllowed;

    private static string Statement(
        string effect,
        string action,
        string resource,
        string? condition,
        string? principal = null
    )
    {
        var whom = principal is null ? "" : $"\"Principal\":{principal},";
        return $$"""{"Effect":"{{effect}}",{{whom}}"Action":{{Texts(action)}},"Resource":{{Texts(resource)}}{{Condition(condition)}}}""";
    }

    private static string Condition(string? condition) => condition is null ? "" : $",\"Condition\":{condition}";

    private static string Texts(string text) => text.StartsWith('[') ? text : $"\"{text}\"";
}
