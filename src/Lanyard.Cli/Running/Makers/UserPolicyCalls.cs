using Lanyard.Cli.Clients;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The calls about the policies of one user.</summary>
/// <param name="user">The user's name.</param>
internal sealed class UserPolicyCalls(AwsClient client, string user) : PolicyCalls
{
    public override Task PutAsync(string policy, string document, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.PutUserPolicy,
            new PutUserPolicyInput
            {
                UserName = user,
                PolicyName = policy,
                PolicyDocument = document,
            },
            cancellationToken
        );

    public override Task DeleteAsync(string policy, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.DeleteUserPolicy,
            new DeleteUserPolicyInput { UserName = user, PolicyName = policy },
            cancellationToken
        );

    public override async Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken)
    {
        var listed = await client.SendAsync(
            IamModel.ListUserPolicies,
            new ListUserPoliciesInput { UserName = user },
            cancellationToken
        );
        return listed.PolicyNames ?? [];
    }

    public override Task AttachAsync(string arn, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.AttachUserPolicy,
            new AttachUserPolicyInput { UserName = user, PolicyArn = arn },
            cancellationToken
        );

    public override Task DetachAsync(string arn, CancellationToken cancellationToken) =>
        client.SendAsync(
            IamModel.DetachUserPolicy,
            new DetachUserPolicyInput { UserName = user, PolicyArn = arn },
            cancellationToken
        );

    public override async Task<IReadOnlyList<string>> ListAttachedAsync(CancellationToken cancellationToken)
    {
        var listed = await client.SendAsync(
            IamModel.ListAttachedUserPolicies,
            new ListAttachedUserPoliciesInput { UserName = user },
            cancellationToken
        );
        return [.. (listed.AttachedPolicies ?? []).Select(policy => policy.PolicyArn!)];
    }
}
