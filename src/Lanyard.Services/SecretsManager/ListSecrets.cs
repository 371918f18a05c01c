using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Lists secrets without their values, by name. Of the filters <c>name</c> is applied (as a prefix), others are not.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html" />
internal sealed class ListSecrets(Secrets secrets)
    : Operation<ListSecretsInput, ListSecretsOutput>(SecretsManagerModel.ListSecrets)
{
    private const int DefaultPage = 100;

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        ListSecretsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        return Needs(new Requirement("secretsmanager:ListSecrets", "*") { ShownResource = null });
    }

    public override ValueTask<ListSecretsOutput> InvokeAsync(
        ListSecretsInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var prefixes = (input.Filters ?? [])
            .Where(filter => string.Equals(filter.Key, "name", StringComparison.Ordinal))
            .SelectMany(filter => filter.Values ?? [])
            .ToList();
        var all = secrets
            .Table.List($"{call.Account}/{call.Region}/")
            .Where(secret => secret.DeletedAt is null || input.IncludePlannedDeletion == true)
            .Where(secret =>
                prefixes.Count == 0
                || prefixes.Exists(prefix => secret.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            );
        var (page, next) = Pages.Of(all, secret => secret.Name, input.NextToken, input.MaxResults ?? DefaultPage);
        return new(new ListSecretsOutput { SecretList = [.. page.Select(Describe)], NextToken = next });
    }

    private static SecretListEntry Describe(SecretRecord secret) =>
        new()
        {
            ARN = secret.Arn,
            Name = secret.Name,
            Description = secret.Description,
            KmsKeyId = secret.KmsKeyId,
            CreatedDate = secret.CreatedAt,
            LastChangedDate = secret.ChangedAt,
            DeletedDate = secret.DeletedAt,
            Tags = [.. secret.Tags.Select(tag => new Tag { Key = tag.Key, Value = tag.Value })],
            SecretVersionsToStages = DescribeSecret.StagesOf(secret),
        };
}
