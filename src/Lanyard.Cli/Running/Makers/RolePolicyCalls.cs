using Lanyard.Cli.Clients;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The calls about the policies of one role.</summary>
/// <param name="role">The role's name.</param>
internal sealed class RolePolicyCalls(AwsClient client, string role) : PolicyCalls
{
    public override Task PutAsync(string policy, string document, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.PutRolePolicy,
            new PutRolePolicyInput
            {
                RoleName = role,
                PolicyName = policy,
                PolicyDocument = document,
            },
            cancellationToken
        );

    public override Task DeleteAsync(string policy, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.DeleteRolePolicy,
            new DeleteRolePolicyInput { RoleName = role, PolicyName = policy },
            cancellationToken
        );

    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await client.SendAsync(
            IamModel.ListRolePolicies,
            new ListRolePoliciesInput { RoleName = role },
            cancellationToken
        );
        return listed.PolicyNames ?? [];
    }

    public override Task AttachAsync(string arn, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.AttachRolePolicy,
            new AttachRolePolicyInput { RoleName = role, PolicyArn = arn },
            cancellationToken
        );

    public override Task DetachAsync(string arn, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.DetachRolePolicy,
            new DetachRolePolicyInput { RoleName = role, PolicyArn = arn },
            cancellationToken
        );

    public override async Task<IReadOnlyList<string>> ListAttachedAsync(CancellationToken cancellationToken)
    {
        var listed = await client.SendAsync(
            IamModel.ListAttachedRolePolicies,
            new ListAttachedRolePoliciesInput { RoleName = role },
            cancellationToken
        );
        return [.. (listed.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!)];
    }
}
