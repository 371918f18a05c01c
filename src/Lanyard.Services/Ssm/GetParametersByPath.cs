using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Reads the parameters below a path. Filters are not applied.</summary>
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
        var arn = ParameterName.ArnOf(input.Path!.Length > 1 ? input.Path.TrimEnd('/') : input.Path, call);
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

        var all = parameters.Below(call, input.Path, input.Recursive == true);
        var (page, next) = Pages.Of(all, record => record.Name, input.NextToken, input.MaxResults ?? DefaultPage);
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
