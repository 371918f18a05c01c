using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Describes repositories by name, or all of them.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_DescribeRepositories.html" />
internal sealed class DescribeRepositories(Repositories repositories)
    : ReadOperation<DescribeRepositoriesInput, IReadOnlyList<Found<RepositoryRecord>>, DescribeRepositoriesOutput>(
        EcrModel.DescribeRepositories
    )
{
    private const int DefaultPage = 100;

    protected override IReadOnlyList<Found<RepositoryRecord>> Find(DescribeRepositoriesInput input, Call call) =>
        [.. NamesOf(input).Select(name => repositories.Find(call, input.RegistryId, name))];

    protected override IEnumerable<Requirement> Require(
        DescribeRepositoriesInput input,
        IReadOnlyList<Found<RepositoryRecord>> subject,
        Call call
    ) => subject.Select(found => Repositories.On(found, Model.Action));

    protected override DescribeRepositoriesOutput Answer(
        DescribeRepositoriesInput input,
        IReadOnlyList<Found<RepositoryRecord>> subject,
        AdmittedCall call
    )
    {
        if (input.RepositoryNames is { Count: > 0 })
        {
            var named = subject.Select(repositories.Current);
            return new DescribeRepositoriesOutput { Repositories = [.. named.Select(RepositoryShape.Of)] };
        }

        var all = repositories.Table.List(repositories.Find(call, input.RegistryId, "").Key);
        var size = input.MaxResults ?? DefaultPage;
        var (page, next) = Pages.Of(all, one => one.Name, input.NextToken, size, EcrErrors.BadToken);
        return new DescribeRepositoriesOutput { Repositories = [.. page.Select(RepositoryShape.Of)], NextToken = next };
    }

    private static IReadOnlyList<string> NamesOf(DescribeRepositoriesInput input) =>
        input.RepositoryNames is { Count: > 0 } names ? names : ["*"];
}
