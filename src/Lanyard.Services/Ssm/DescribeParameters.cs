using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Lists parameters without their values. Labels are not kept: a filter by label finds nothing.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_DescribeParameters.html" />
internal sealed class DescribeParameters(Parameters parameters)
    : ReadOperation<DescribeParametersInput, string, DescribeParametersOutput>(SsmModel.DescribeParameters)
{
    private const int DefaultPage = 50;

    protected override string Find(DescribeParametersInput input, Call call) => call.ArnOf("ssm", "*").ToString();

    protected override IEnumerable<Requirement> Require(DescribeParametersInput input, string subject, Call call) =>
        [new("ssm:DescribeParameters", subject)];

    protected override DescribeParametersOutput Answer(DescribeParametersInput input, string subject, AdmittedCall call)
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
        return new DescribeParametersOutput { Parameters = [.. page.Select(Describe)], NextToken = next };
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
