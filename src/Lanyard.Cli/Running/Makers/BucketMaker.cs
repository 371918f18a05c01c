using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::S3::Bucket</c>; encryption, versions, notifications and the like are not made.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html" />
internal sealed class BucketMaker : IResourceMaker
{
    private const int LongestName = 63;

    public string Type => "AWS::S3::Bucket";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var made = context.NameFor(resource.LogicalId).ToLowerInvariant();
        var name = properties.OptionalString("BucketName") ?? made[..Math.Min(LongestName, made.Length)];
        var domain = $"{name}.s3.{context.Region}.amazonaws.com";
        var answers = ResourceAnswers.Of(
            name,
            ("Arn", context.BucketArnOf(name)),
            ("DomainName", $"{name}.s3.amazonaws.com"),
            ("DualStackDomainName", $"{name}.s3.dualstack.{context.Region}.amazonaws.com"),
            ("RegionalDomainName", domain),
            ("WebsiteURL", $"http://{name}.s3-website-{context.Region}.amazonaws.com")
        );
        return new ResourcePlan(
            $"bucket {name}",
            answers,
            async (client, token) =>
            {
                var isFirst = context.Region == "us-east-1";
                var input = new CreateBucketInput
                {
                    Bucket = name,
                    CreateBucketConfiguration = isFirst
                        ? null
                        : new CreateBucketConfiguration { LocationConstraint = context.Region },
                };
                await client.TryAsync(S3Model.CreateBucket, input, S3ErrorCodes.BucketAlreadyOwnedByYou, token);
                return answers;
            }
        );
    }
}
