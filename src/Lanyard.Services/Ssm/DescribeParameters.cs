using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Lists parameters without their values. Labels are not kept: a filter by label finds nothing.</summary>
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
        return Needs(new Requirement("ssm:DescribeParameters", call.ArnOf("ssm", "*").ToString()));
    }

    public override ValueTask<DescribeParametersOutput> InvokeAsync(
        DescribeParametersInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input is { Filters.Count: > 0, ParameterFilters.Count: > 0 })
        {
            throw SsmErrors.BothFilters();
        }

        var all = parameters
            .All(call)
            .Where(record => ParameterFilters.Match(record, input.ParameterFilters))
            .Where(record => ParameterFilters.Match(record, input.Filters));
        var (page, next) = Pages.Of(
            all,
            record => record.Name.TrimStart('/'),
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            SsmErrors.BadToken
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
