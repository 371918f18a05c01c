using Lanyard.Cli.Clients;
using Lanyard.Templates;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::IAM::User</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-iam-user.html" />
internal sealed class UserMaker : PrincipalMaker
{
    public override string Type => "AWS::IAM::User";

    protected override string NameProperty => "UserName";

    protected override ResourcePlan Plan(WantedPrincipal wanted, PropertyReader properties, MakingContext context)
    {
        var arn = context.IamArnOf($"user{wanted.Path}{wanted.Name}");
        var answers = ResourceAnswers.Of(wanted.Name, ("Arn", arn));
        return new ResourcePlan(
            $"user {wanted.Name}",
            answers,
            async (client, token) => answers with { Unchanged = await MakeAsync(client, wanted, token) }
        );
    }

    private static async Task<IReadOnlyList<string>> MakeAsync(
        AwsClient client,
        WantedPrincipal user,
        CancellationToken cancellationToken
    )
    {
        var input = new CreateUserInput
        {
            UserName = user.Name,
            Path = user.Path,
            PermissionsBoundary = user.Boundary,
            Tags = user.IamTags,
        };
        await client.TryAsync(IamModel.CreateUser, input, IamErrorCodes.EntityAlreadyExists, cancellationToken);
        await user.Policies.KeepAsync(new UserPolicyCalls(client, user.Name), cancellationToken);
        var answer = await client.SendAsync(
            IamModel.GetUser,
            new GetUserInput { UserName = user.Name },
            cancellationToken
        );
        var found = answer.User!;
        var unchanged = user.Unchanged(found.Path, found.Tags);
        return found.PermissionsBoundary?.PermissionsBoundaryArn == user.Boundary
            ? unchanged
            : [.. unchanged, "PermissionsBoundary"];
    }
}
