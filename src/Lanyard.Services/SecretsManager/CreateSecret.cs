using System.Buffers;
using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Services.SecretsManager;

/// <summary>Makes a secret. Replication is not done; a KMS key is noted and needs no permission here.</summary>
/// <seealso href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html" />
internal sealed class CreateSecret(Secrets secrets)
    : Operation<CreateSecretInput, CreateSecretOutput>(SecretsManagerModel.CreateSecret)
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_+=.@-!"
    );

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SecretsManagerModel.Service, input);
        // The suffix is not known before the secret is made: AWS asks about the name with a wildcard in its place.
        var requirement = new Requirement("secretsmanager:CreateSecret", Secrets.UnknownArn(call, input.Name!))
        {
            ShownResource = input.Name,
            Context =
            [
                new("secretsmanager:Name", [input.Name!]),
                .. Secrets.ContextOf(input.Description, input.KmsKeyId),
                .. TagContext.OfRequest(SecretTags.Of(input.Tags)),
            ],
        };
        return input.Tags is { Count: > 0 }
            ? Needs([requirement, requirement with { Action = "secretsmanager:TagResource" }])
            : Needs(requirement);
    }

    public override async ValueTask<CreateSecretOutput> InvokeAsync(
        CreateSecretInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var name = input.Name!;
        if (name.AsSpan().ContainsAnyExcept(NameCharacters))
        {
            throw SecretsManagerErrors.BadName();
        }

        var version = secrets.NewVersion(
            input.ClientRequestToken,
            input.SecretString,
            input.SecretBinary,
            [Secrets.Current]
        );
        var (_, after) = await secrets.Table.ChangeAsync(
            call.KeyOf(name),
            current =>
                current?.IsGone(secrets.Time.GetUtcNow()) != false
                    ? Create(input, call, version)
                    : Repeat(current, version),
            cancellationToken
        );
        return new CreateSecretOutput
        {
            ARN = after!.Arn,
            Name = name,
            VersionId = version?.Id,
        };
    }

    private SecretRecord Create(CreateSecretInput input, Call call, SecretVersion? version)
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
            Tags = SecretTags.Of(input.Tags),
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
        return known is not null && secrets.IsSameValue(known, version!)
            ? current
            : throw SecretsManagerErrors.AlreadyExists(current.Name);
    }
}
