using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Lanyard.Cli.Clients;
using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire;
using Lanyard.Wire.Models.SecretsManager;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes <c>AWS::SecretsManager::Secret</c>; a generated value is made once and stays.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html" />
internal sealed class SecretMaker : IResourceMaker
{
    private const int DefaultLength = 32;
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public string Type => "AWS::SecretsManager::Secret";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("Name") ?? context.NameFor(resource.LogicalId);
        var description = properties.OptionalString("Description");
        var text = properties.OptionalString("SecretString");
        var generated = properties.OptionalMap("GenerateSecretString") is { } recipe
            ? new PropertyReader(recipe, properties.Owner)
            : null;
        // The six characters behind the name are made up by the service; until then they stand as dashes.
        var arn = $"arn:aws:secretsmanager:{context.Region}:{context.Account}:secret:{name}-000000";
        return new ResourcePlan(
            $"secret {name}",
            ResourceAnswers.Of(arn, ("Id", arn)),
            (client, token) => MakeAsync(client, name, description, text, generated, token)
        );
    }

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        string name,
        string? description,
        string? text,
        PropertyReader? recipe,
        CancellationToken cancellationToken
    )
    {
        var value = text ?? (recipe is null ? null : Generate(recipe));
        var made = await client.TryAsync(
            SecretsManagerModel.CreateSecret,
            new CreateSecretInput
            {
                Name = name,
                Description = description,
                SecretString = value is null ? null : new Secret(value),
            },
            "ResourceExistsException",
            cancellationToken
        );
        if (made is null && text is not null)
        {
            await client.SendAsync(
                SecretsManagerModel.UpdateSecret,
                new UpdateSecretInput
                {
                    SecretId = name,
                    Description = description,
                    SecretString = new Secret(text),
                },
                cancellationToken
            );
        }

        var arn =
            made?.ARN
            ?? (
                await client.SendAsync(
                    SecretsManagerModel.DescribeSecret,
                    new DescribeSecretInput { SecretId = name },
                    cancellationToken
                )
            ).ARN!;
        return ResourceAnswers.Of(arn, ("Id", arn));
    }

    private static string Generate(PropertyReader recipe)
    {
        var alphabet = string.Concat(
            recipe.OptionalBoolean("ExcludeLowercase") == true ? "" : Lower,
            recipe.OptionalBoolean("ExcludeUppercase") == true ? "" : Upper,
            recipe.OptionalBoolean("ExcludeNumbers") == true ? "" : Digits,
            recipe.OptionalBoolean("ExcludePunctuation") == true ? "" : Punctuation
        );
        var excluded = recipe.OptionalString("ExcludeCharacters") ?? "";
        var allowed = alphabet.Where(character => !excluded.Contains(character, StringComparison.Ordinal)).ToArray();
        var password = new string(
            RandomNumberGenerator.GetItems<char>(
                allowed,
                (int)(recipe.OptionalInteger("PasswordLength") ?? DefaultLength)
            )
        );
        if (recipe.OptionalString("GenerateStringKey") is not { } key)
        {
            return password;
        }

        var document = JsonNode.Parse(recipe.OptionalString("SecretStringTemplate") ?? "{}")!.AsObject();
        document[key] = password;
        return document.ToJsonString();
    }
}
