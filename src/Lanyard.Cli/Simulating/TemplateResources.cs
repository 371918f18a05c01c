using Lanyard.Cli.Running;
using Lanyard.Cli.Running.Makers;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Templates;

namespace Lanyard.Cli.Simulating;

/// <summary>The resources of templates as questions are about them: their own policies, and their tags.</summary>
internal sealed class TemplateResources(IReadOnlyList<StackPlan> stacks)
{
    private const int SecretSuffix = 6;

    private readonly List<(InputResource Resource, PropertyReader Properties, StackPlan Stack)> _resources =
    [
        .. stacks.SelectMany(stack => stack.ReadAll().Select(one => (one.Resource, one.Properties, stack))),
    ];

    /// <summary>The policy that the templates give to what is asked for; null when they give none.</summary>
    /// <param name="action">As in <c>s3:GetObject</c>.</param>
    /// <param name="resource">The ARN that is asked for.</param>
    public CompiledPolicy? PolicyOf(string action, string resource)
    {
        if (ResourcePolicy.KindFor(action) == PolicyKind.Trust)
        {
            return Compile(FindByArn("AWS::IAM::Role", resource), "AssumeRolePolicyDocument", PolicyKind.Trust);
        }

        var bucket = Arn.TryParse(resource, out var arn) && arn.Service == "s3" ? arn.Resource.Split('/')[0] : null;
        var policy = _resources.FirstOrDefault(one =>
            one.Resource.Type == "AWS::S3::BucketPolicy" && one.Properties.OptionalString("Bucket") == bucket
        );
        return bucket is null ? null : Compile(policy.Properties, "PolicyDocument", PolicyKind.Resource);
    }

    /// <summary>The condition keys of the tags that the templates give to what is asked for.</summary>
    public ConditionValues TagsOf(string resource)
    {
        foreach (var (declared, properties, stack) in _resources)
        {
            // S3 compares tags of buckets only where a bucket is set to it.
            if (declared.Type == "AWS::S3::Bucket" || !IsOf(resource, ArnOf(declared, stack)))
            {
                continue;
            }

            var tags =
                declared.Type == "AWS::SSM::Parameter"
                    ? ResourceTags.ReadMap(properties)
                    : ResourceTags.Read(properties);
            var own = OwnKey(declared.Type);
            return tags.Aggregate(
                ConditionValues.None,
                (all, tag) =>
                    all.With($"aws:ResourceTag/{tag.Key}", tag.Value)
                        .Concat(own is null ? [] : ConditionValues.None.With($"{own}/{tag.Key}", tag.Value))
            );
        }

        return ConditionValues.None;
    }

    /// <summary>What bears on a question and is not read; null when everything is.</summary>
    /// <param name="role">The name of the role that asks; null for a service.</param>
    public LeftOutPolicy? LeftOutOf(string? role, string action, string resource)
    {
        // What is planned has other characters behind a secret's name than what is asked for.
        var planned = _resources
            .Select(one => ArnOf(one.Resource, one.Stack))
            .FirstOrDefault(arn => IsOf(resource, arn));
        return stacks
            .SelectMany(LeftOutPolicies.Of)
            .FirstOrDefault(one =>
                one.BearsOn(role, action, resource) || (planned is not null && one.BearsOn(role, action, planned))
            );
    }

    private static string? OwnKey(string type) =>
        type switch
        {
            "AWS::SecretsManager::Secret" => "secretsmanager:ResourceTag",
            "AWS::SSM::Parameter" => "ssm:resourceTag",
            "AWS::ECR::Repository" => "ecr:ResourceTag",
            "AWS::ECS::Cluster" => "ecs:ResourceTag",
            "AWS::IAM::Role" => "iam:ResourceTag",
            _ => null,
        };

    private static string? ArnOf(InputResource resource, StackPlan stack)
    {
        var answers = stack.Plans[resource.LogicalId].Answers;
        return resource.Type switch
        {
            "AWS::SecretsManager::Secret" => answers.Ref,
            "AWS::SSM::Parameter" => stack.ArnOf("ssm", $"parameter/{answers.Ref.TrimStart('/')}"),
            "AWS::Logs::LogGroup" => answers.Attributes["Arn"][..^":*".Length],
            _ => answers.Attributes.GetValueOrDefault("Arn"),
        };
    }

    /// <summary>Whether a resource is the declared one, or something in it.</summary>
    private static bool IsOf(string asked, string? declared)
    {
        if (declared is null || asked == declared)
        {
            return asked == declared;
        }

        var isSecret = declared.Contains(":secretsmanager:", StringComparison.Ordinal);
        return isSecret
            ? asked.Length == declared.Length
                && asked
                    .AsSpan(0, asked.Length - SecretSuffix)
                    .SequenceEqual(declared.AsSpan(0, asked.Length - SecretSuffix))
            : asked.StartsWith($"{declared}/", StringComparison.Ordinal)
                || asked.StartsWith($"{declared}:", StringComparison.Ordinal);
    }

    private PropertyReader? FindByArn(string type, string arn) =>
        _resources
            .FirstOrDefault(one =>
                one.Resource.Type == type
                && one.Stack.Plans[one.Resource.LogicalId].Answers.Attributes.GetValueOrDefault("Arn") == arn
            )
            .Properties;

    // INVARIANT: the plan of the template has found every document good.
    private static CompiledPolicy? Compile(PropertyReader? owner, string property, PolicyKind kind)
    {
        if (owner is null)
        {
            return null;
        }

        var text = owner.RequireDocument(property).Emit(isIndented: true).Text;
        var name = kind == PolicyKind.Trust ? "trust policy of the role" : "bucket policy";
        return CompiledPolicy.CompileOrDeny(text, kind, $"{name} in the template");
    }
}
