using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Lists parameters without their values. Filters are not applied.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html" />
internal sealed class DescribeParameters(Parameters parameters)
    : Operation<DescribeParametersInput, DescribeParametersOutput>(SsmModel.DescribeParameters)
{
    private const int DefaultPage = 50;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        return Needs(new Requirement("ssm:DescribeParameters", "*"));
    }

    public override ValueTask<DescribeParametersOutput> InvokeAsync(
        DescribeParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var all = parameters.Table.List($"{call.Account}/{call.Region}/");
        var (page, next) = Pages.Of(
            all,
            record => record.Name.TrimStart('/'),
            input.NextToken,
            input.MaxResults ?? DefaultPage
        );
        return new(new DescribeParametersOutput { Parameters = [.. page.Select(Describe)], NextToken = next });
    }

    private static ParameterMetadata Describe(ParameterRecord record) =>
        new()
        {
            Name = record.Name,
            ARN = record.Arn,
            Type = record.Latest.Type,
            KeyId = record.KeyId,
            LastModifiedDate = record.Latest.ModifiedAt,
            LastModifiedUser = record.Latest.ModifiedBy,
            Description = record.Description,
            AllowedPattern = record.AllowedPattern,
            Version = record.Latest.Number,
            Tier = record.Tier,
            DataType = record.DataType,
            Policies = [],
        };
}
