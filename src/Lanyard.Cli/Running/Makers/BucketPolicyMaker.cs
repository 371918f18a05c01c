using Lanyard.Policy.Documents;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.S3;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::S3::BucketPolicy</c>.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucketpolicy.html" />
internal sealed class BucketPolicyMaker : IResourceMaker
{
    public string Type => "AWS::S3::BucketPolicy";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var bucket = properties.RequireString("Bucket");
        var policy = context.Policy(
            properties.RequireDocument("PolicyDocument"),
            PolicyKind.Resource,
            resource.Description
        );
        var answers = ResourceAnswers.Of(bucket);
        return new ResourcePlan(
            $"policy of bucket {bucket}",
            answers,
            async (client, token) =>
            {
                await client.SendAsync(
                    S3Model.PutBucketPolicy,
                    new PutBucketPolicyInput { Bucket = bucket, Policy = policy },
                    token
                );
                return answers;
            }
        );
    }
}
