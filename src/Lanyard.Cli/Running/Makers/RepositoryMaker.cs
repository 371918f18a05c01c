using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::ECR::Repository</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-repository.html" />
internal sealed class RepositoryMaker : IResourceMaker
{
    private const string Mutability = "ImageTagMutability";

    public string Type => "AWS::ECR::Repository";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        // Names of repositories are lower case, made-up ones too.
        var name =
            properties.OptionalString("RepositoryName") ?? context.NameFor(resource.LogicalId).ToLowerInvariant();
        var mutability = properties.OptionalString(Mutability);
        var tags = ResourceTags.Read(properties);
        var answers = ResourceAnswers.Of(
            name,
            ("Arn", context.ArnOf("ecr", $"repository/{name}")),
            ("RepositoryUri", $"{context.Account}.dkr.ecr.{context.Region}.amazonaws.com/{name}")
        );
        return new ResourcePlan(
            $"repository {name}",
            answers,
            async (client, token) =>
            {
                var input = new CreateRepositoryInput
                {
                    RepositoryName = name,
                    ImageTagMutability = mutability,
                    Tags = tags.As((key, value) => new Tag { Key = key, Value = value }),
                };
                await client.TryAsync(
                    EcrModel.CreateRepository,
                    input,
                    EcrErrorCodes.RepositoryAlreadyExistsException,
                    token
                );
                var described = await client.SendAsync(
                    EcrModel.DescribeRepositories,
                    new DescribeRepositoriesInput { RepositoryNames = [name] },
                    token
                );
                var found = described.Repositories![0].ImageTagMutability;
                return found == (mutability ?? "MUTABLE") ? answers : answers with { Unchanged = [Mutability] };
            }
        );
    }
}
