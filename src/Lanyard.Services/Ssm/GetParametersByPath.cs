using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads the parameters below a path. Labels are not kept: a filter by label finds nothing.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html" />
internal sealed class GetParametersByPath(Parameters parameters)
    : Operation<GetParametersByPathInput, GetParametersByPathOutput>(SsmModel.GetParametersByPath)
{
    private const int DefaultPage = 10;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetParametersByPathInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        // As given: a trailing slash is part of what policies must match.
        var arn = ParameterName.ArnOf(input.Path!, call);
        return Needs(
            new Requirement("ssm:GetParametersByPath", arn)
            {
                Context = [new("ssm:Recursive", [input.Recursive == true ? "true" : "false"])],
            }
        );
    }

    public override ValueTask<GetParametersByPathOutput> InvokeAsync(
        GetParametersByPathInput input,
        Call call,
        CancellationToken cancellationToken
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
        return new(
            new GetParametersByPathOutput
            {
                Parameters =
                [
                    .. page.Select(record => parameters.Describe(record, record.Latest, input.WithDecryption == true)),
                ],
                NextToken = next,
            }
        );
    }
}
