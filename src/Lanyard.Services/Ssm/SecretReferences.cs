using System.Text.Json;
using Lanyard.Access.Admission;
using Lanyard.Services.SecretsManager;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Parameters that are not kept here but stand for secrets: <c>/aws/reference/secretsmanager/NAME</c>.</summary>
/// <param name="secrets">The secrets; null when Secrets Manager is not there, and nothing is found.</param>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html" />
internal sealed class SecretReferences(Secrets? secrets)
{
    private const string Prefix = "/aws/reference/secretsmanager/";

    /// <summary>
    /// The secret that a parameter of the call's account and region stands for; null for parameters of their own.
    /// </summary>
    public string? SecretIn(ParameterName name, Call call) =>
        secrets is not null
        && name.IsIn(call)
        && name.Name.StartsWith(Prefix, StringComparison.Ordinal)
        && name.Name.Length > Prefix.Length
            ? name.Name[Prefix.Length..]
            : null;

    /// <summary>What reading the secret requires.</summary>
    public Requirement Requirement(string secretId, Call call)
    {
        var requirement = secrets!.On("secretsmanager:GetSecretValue", secretId, call);
        return requirement with
        {
            Context = [.. requirement.Context, new("secretsmanager:VersionStage", [Secrets.Current])],
        };
    }

    /// <summary>The secret's current value as a parameter; null when there is none.</summary>
    /// <exception cref="AwsException">It was not asked to be decrypted.</exception>
    public Parameter? Find(Call call, ParameterName name, string secretId, bool decrypts)
    {
        if (!decrypts)
        {
            throw SsmErrors.ReferenceNotDecrypted();
        }

        var secret = secrets!.Find(call, secretId);
        var version = secret?.Versions.FirstOrDefault(each =>
            each.Stages.Contains(Secrets.Current, StringComparer.Ordinal)
        );
        return secret is not { DeletedAt: null } || secrets.Open(version?.SealedText) is not { } value
            ? null
            : new Parameter
            {
                Name = name.Name,
                ARN = secret.Arn,
                Type = "SecureString",
                DataType = "text",
                Version = 0,
                LastModifiedDate = version!.CreatedAt,
                SourceResult = Describe(secret, version),
                Value = value,
            };
    }

    private static string Describe(SecretRecord secret, SecretVersion version)
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            json.WriteString("ARN", secret.Arn);
            json.WriteString("name", secret.Name);
            json.WriteString("versionId", version.Id);
            json.WriteStartArray("versionStages");
            foreach (var stage in version.Stages)
            {
                json.WriteStringValue(stage);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return System.Text.Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
