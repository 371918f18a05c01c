using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Makes a secret. Replication is not done; a KMS key is noted and needs no permission here.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html" />
internal sealed class CreateSecret(Secrets secrets)
    : Operation<CreateSecretInput, ImmutableSortedDictionary<string, string>, CreateSecretOutput>(
        SecretsManagerModel.CreateSecret
    )
{
    // What is made is judged by its own tags; whatever has the name already has another ARN.
    protected override ImmutableSortedDictionary<string, string> Find(CreateSecretInput input, Call call)
    {
        SecretName.Check(input.Name!);
        return SecretTags.Of(input.Tags);
    }

    protected override IEnumerable<Requirement> Require(
        CreateSecretInput input,
        ImmutableSortedDictionary<string, string> subject,
        Call call
    )
    {
        // The suffix is not known before the secret is made: AWS asks about the name with a wildcard in its place.
        var creation = new Requirement("secretsmanager:CreateSecret", SecretName.UnknownArn(call, input.Name!))
        {
            ShownResource = input.Name,
            Context = Secrets
                .ContextOf(input.Description, input.KmsKeyId)
                .With("secretsmanager:Name", input.Name)
                .Concat(TagContext.OfRequest(subject)),
        };
        return subject.IsEmpty ? [creation] : [creation, creation with { Action = "secretsmanager:TagResource" }];
    }

    protected override async ValueTask<CreateSecretOutput> InvokeAsync(
        CreateSecretInput input,
        ImmutableSortedDictionary<string, string> subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var version = secrets.Values.NewVersion(
            input.ClientRequestToken,
            input.SecretString,
            input.SecretBinary,
            [VersionStages.Current]
        );
        var made = New(input, subject, call, version);
        var (_, after) = await secrets.Table.ChangeAsync(
            made.Key,
            current => current?.IsGone(made.CreatedAt) != false ? made : Repeat(current, version),
            cancellationToken
        );
        return new CreateSecretOutput
        {
            ARN = after!.Arn,
            Name = after.Name,
            VersionId = version?.Id,
        };
    }

    private SecretRecord New(
        CreateSecretInput input,
        ImmutableSortedDictionary<string, string> tags,
        Call call,
        SecretVersion? version
    )
    {
        var now = secrets.Time.GetUtcNow();
        return new SecretRecord
        {
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = input.Name!,
            Arn = secrets.NewArn(call, input.Name!),
            Description = input.Description,
            KmsKeyId = input.KmsKeyId,
            CreatedAt = now,
            ChangedAt = now,
            Versions = version is null ? [] : [version],
            Tags = tags,
        };
    }

    // The same token with the same value is the same call once more.
    private SecretRecord Repeat(SecretRecord current, SecretVersion? version)
    {
        if (current.DeletedAt is not null)
        {
            throw SecretsManagerErrors.BeingDeleted();
        }

        var known = current.Versions.FirstOrDefault(v => v.Id == version?.Id);
        return known is not null && secrets.Values.IsSameValue(known, version!)
            ? current
            : throw SecretsManagerErrors.AlreadyExists(current.Name);
    }
}
