using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Describes repositories by name, or all of them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html" />
internal sealed class DescribeRepositories(Repositories repositories)
    : Operation<DescribeRepositoriesInput, DescribeRepositoriesOutput>(EcrModel.DescribeRepositories)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        DescribeRepositoriesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(
            input.RepositoryNames is { Count: > 0 } names
                ? [.. names.Select(name => repositories.On("ecr:DescribeRepositories", call, input.RegistryId, name))]
                : [repositories.On("ecr:DescribeRepositories", call, input.RegistryId, "*")]
        );
    }

    public override ValueTask<DescribeRepositoriesOutput> InvokeAsync(
        DescribeRepositoriesInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (input.RepositoryNames is { Count: > 0 } names)
        {
            var found = names.Select(name => repositories.Find(call, input.RegistryId, name));
            return new(new DescribeRepositoriesOutput { Repositories = [.. found.Select(Repositories.Describe)] });
        }

        var all = repositories.Table.List(Repositories.KeyOf(call, input.RegistryId, ""));
        var size = input.MaxResults ?? DefaultPage;
        var (page, next) = Pages.Of(all, one => one.Name, input.NextToken, size, EcrErrors.BadToken);
        return new(
            new DescribeRepositoriesOutput { Repositories = [.. page.Select(Repositories.Describe)], NextToken = next }
        );
    }
}
