using System.Collections.Immutable;
using Lanyard.Cli.Commands;
using Lanyard.Cli.Running;
using Lanyard.Cli.Running.Makers;
using Lanyard.Policy;
using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.ManagedPolicies;
using Lanyard.Templates;

namespace Lanyard.Cli.Simulating;

/// <summary>The roles of templates with the policies that the templates give them.</summary>
internal sealed class TemplateRoles(IReadOnlyList<StackPlan> stacks)
{
    private readonly List<(InputResource Resource, PropertyReader Properties, StackPlan Stack)> _resources =
    [
        .. stacks.SelectMany(stack => stack.ReadAll().Select(one => (one.Resource, one.Properties, stack))),
    ];

    /// <summary>Finds a role with its policies and tags.</summary>
    /// <param name="asked">Its name, logical id or ARN.</param>
    /// <exception cref="CommandException">There is none, or a managed policy of it is not known.</exception>
    public Asker Find(string asked)
    {
        var roles = _resources.Where(one => one.Resource.Type == "AWS::IAM::Role").ToList();
        foreach (var (resource, properties, stack) in roles)
        {
            var answers = stack.Plans[resource.LogicalId].Answers;
            var arn = answers.Attributes["Arn"];
            if (new[] { resource.LogicalId, answers.Ref, arn }.Contains(asked, StringComparer.Ordinal))
            {
                return Asker.Role(Arn.Parse(arn), PoliciesOf(answers.Ref, properties), ResourceTags.Read(properties));
            }
        }

        var names = string.Join(", ", roles.Select(role => $"`{role.Resource.LogicalId}`"));
        throw CommandException.Misuse(
            $"the templates declare no role `{asked}`",
            names.Length == 0 ? "name a template that declares it" : $"name one of {names}"
        );
    }

    private CallerPolicies PoliciesOf(string name, PropertyReader role)
    {
        var inline = role.Each("Policies")
            .Select(policy =>
                Compile(
                    policy.RequireDocument("PolicyDocument"),
                    PolicyKind.Identity,
                    policy.RequireString("PolicyName")
                )
            );
        var beside = _resources
            .Where(one => one.Resource.Type == "AWS::IAM::Policy" && IsOf(one.Properties, name))
            .Select(one =>
                Compile(
                    one.Properties.RequireDocument("PolicyDocument"),
                    PolicyKind.Identity,
                    one.Properties.RequireString("PolicyName")
                )
            );
        var alone = _resources
            .Where(one =>
                one.Resource.Type == "AWS::IAM::RolePolicy" && one.Properties.OptionalString("RoleName") == name
            )
            .Select(one =>
                Compile(
                    one.Properties.RequireDocument("PolicyDocument"),
                    PolicyKind.Identity,
                    one.Properties.RequireString("PolicyName")
                )
            );
        var attaching = _resources
            .Where(one => one.Resource.Type == "AWS::IAM::ManagedPolicy" && IsOf(one.Properties, name))
            .Select(one => one.Stack.Plans[one.Resource.LogicalId].Answers.Ref);
        var managed = role.OptionalStrings("ManagedPolicyArns").Concat(attaching).Distinct(StringComparer.Ordinal);
        return new CallerPolicies
        {
            Identity = [.. inline, .. beside, .. alone, .. managed.Select(arn => Managed(arn, PolicyKind.Managed))],
            Boundary = role.OptionalString("PermissionsBoundary") is { } boundary
                ? Managed(boundary, PolicyKind.Boundary)
                : null,
        };
    }

    private static bool IsOf(PropertyReader policy, string role) =>
        policy.OptionalStrings("Roles").Contains(role, StringComparer.Ordinal);

    private CompiledPolicy Managed(string arn, PolicyKind kind)
    {
        if (AwsManagedPolicies.TryGet(arn, out var document))
        {
            return CompiledPolicy.Compile(
                PolicyDocument.Parse(document, PolicyKind.Managed, PolicyLimits.AwsManaged).Document!,
                kind,
                arn
            );
        }

        foreach (var (resource, properties, stack) in _resources)
        {
            var isIt = resource.Type == "AWS::IAM::ManagedPolicy" && stack.Plans[resource.LogicalId].Answers.Ref == arn;
            if (isIt)
            {
                return Compile(properties.RequireDocument("PolicyDocument"), kind, arn);
            }
        }

        throw CommandException.Misuse(
            $"the managed policy `{arn}` is neither one of AWS's nor in the templates",
            "name the template that declares it too, or give its document with --policy"
        );
    }

    // INVARIANT: the plan of the template has found every document good.
    private static CompiledPolicy Compile(ResolvedNode document, PolicyKind kind, string name) =>
        CompiledPolicy.Compile(PolicyDocument.Parse(document.Emit(isIndented: true).Text, kind).Document!, kind, name);
}
