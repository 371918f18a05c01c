using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads the parameters below a path. Labels are not kept: a filter by label finds nothing.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html" />
internal sealed class GetParametersByPath(Parameters parameters)
    : ReadOperation<GetParametersByPathInput, string, GetParametersByPathOutput>(SsmModel.GetParametersByPath)
{
    private const int DefaultPage = 10;

    // As given: a trailing slash is part of what policies must match.
    protected override string Find(GetParametersByPathInput input, Call call) => ParameterName.ArnOf(input.Path!, call);

    protected override IEnumerable<Requirement> Require(GetParametersByPathInput input, string subject, Call call) =>
        [
            new Requirement("ssm:GetParametersByPath", subject).With(
                "ssm:Recursive",
                input.Recursive == true ? "true" : "false"
            ),
        ];

    protected override GetParametersByPathOutput Answer(
        GetParametersByPathInput input,
        string subject,
        AdmittedCall call
    )
    {
        if (!input.Path!.StartsWith('/'))
        {
            throw SsmErrors.PathWithoutSlash();
        }

        ParameterFilters.CheckKeys(input.ParameterFilters, ParameterFilters.KeysByPath);
        var all = parameters
            .All(call)
            .Where(record => record.IsBelow(input.Path, input.Recursive == true))
            .Where(record => ParameterFilters.Match(record, input.ParameterFilters));
        var (page, next) = Pages.Of(
            all,
            record => record.Name.TrimStart('/'),
            input.NextToken,
            input.MaxResults ?? DefaultPage,
            SsmErrors.BadToken
        );
        return new GetParametersByPathOutput
        {
            Parameters =
            [
                .. page.Select(record => parameters.Describe(record, record.Latest, input.WithDecryption == true)),
            ],
            NextToken = next,
        };
    }
}
