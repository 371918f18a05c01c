using System.Text;
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
    /// Finds the secret that a parameter of the call's account and region stands for; null for parameters of their own.
    /// </summary>
    public ReferredSecret? Find(ParameterName name, Call call)
    {
        if (
            secrets is null
            || !name.IsIn(call)
            || !name.Name.StartsWith(Prefix, StringComparison.Ordinal)
            || name.Name.Length == Prefix.Length
        )
        {
            return null;
        }

        var id = name.Name[Prefix.Length..];
        return new ReferredSecret(id, secrets.At(call, id));
    }

    /// <summary>The current value of the secret that was found, as a parameter; null when there is none.</summary>
    /// <exception cref="AwsException">It was not asked to be decrypted.</exception>
    public Parameter? Read(ParameterName name, ReferredSecret reference, bool decrypts)
    {
        if (!decrypts)
        {
            throw SsmErrors.ReferenceNotDecrypted();
        }

        return
            secrets?.Current(reference.Found) is { DeletedAt: null } secret
            && secret.VersionAt(VersionStages.Current) is { } version
            && secrets.Values.Open(version.SealedText) is { } value
            ? new Parameter
            {
                Name = name.Name,
                ARN = secret.Arn,
                Type = "SecureString",
                DataType = "text",
                Version = 0,
                LastModifiedDate = version.CreatedAt,
                SourceResult = Describe(secret, version),
                Value = value,
            }
            : null;
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

        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }
}
