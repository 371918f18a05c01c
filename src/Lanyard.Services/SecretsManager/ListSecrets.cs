using System.Globalization;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Lists secrets without their values, by when they were made unless asked otherwise.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_ListSecrets.html" />
internal sealed class ListSecrets(Secrets secrets)
    : ReadOperation<ListSecretsInput, RecordKey, ListSecretsOutput>(SecretsManagerModel.ListSecrets)
{
    private const int DefaultPage = 100;

    protected override RecordKey Find(ListSecretsInput input, Call call) => call.KeyOf("");

    protected override IEnumerable<Requirement> Require(ListSecretsInput input, RecordKey subject, Call call) =>
        [new("secretsmanager:ListSecrets", "*") { ShownResource = null }];

    protected override ListSecretsOutput Answer(ListSecretsInput input, RecordKey subject, AdmittedCall call)
    {
        var now = secrets.Time.GetUtcNow();
        var all = secrets
            .Table.List(subject)
            .Where(secret => !secret.IsGone(now))
            .Where(secret => secret.DeletedAt is null || input.IncludePlannedDeletion == true)
            .Where(secret => SecretFilters.Match(secret, input.Filters));
        string KeyOf(SecretRecord secret) => OrderOf(secret, input.SortBy);
        var ordered = all.OrderBy(KeyOf, StringComparer.Ordinal);
        var size = input.MaxResults ?? DefaultPage;
        var (page, next) =
            input.SortOrder == "desc"
                ? Pages.Descending(ordered.Reverse(), KeyOf, input.NextToken, size, SecretsManagerErrors.BadToken)
                : Pages.Of(ordered, KeyOf, input.NextToken, size, SecretsManagerErrors.BadToken);
        return new ListSecretsOutput { SecretList = [.. page.Select(Describe)], NextToken = next };
    }

    // When a secret was last read is not kept, so that order is the default one.
    private static string OrderOf(SecretRecord secret, string? sortBy) =>
        sortBy switch
        {
            "name" => secret.Name,
            "last-changed-date" => string.Create(
                CultureInfo.InvariantCulture,
                $"{secret.ChangedAt.UtcTicks:D20}{secret.Name}"
            ),
            _ => string.Create(CultureInfo.InvariantCulture, $"{secret.CreatedAt.UtcTicks:D20}{secret.Name}"),
        };

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
            Tags = SecretTags.Of(secret),
            SecretVersionsToStages = DescribeSecret.StagesOf(secret),
        };
}
