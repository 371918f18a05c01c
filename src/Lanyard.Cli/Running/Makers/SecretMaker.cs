using System.Security.Cryptography;
using System.Text.Json;
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
    private const string Generated = "GenerateSecretString";
    private const int DefaultLength = 32;
    private const int LongestLength = 4096;
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Digits = "0123456789";
    private const string Punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

    public string Type => "AWS::SecretsManager::Secret";

    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var name = properties.OptionalString("Name") ?? context.NameFor(resource.LogicalId);
        var text = properties.OptionalString("SecretString");
        var recipe = properties.OptionalMap(Generated) is null ? null : RecipeOf(properties);
        var tags = ResourceTags.Read(properties);
        var input = new CreateSecretInput
        {
            Name = name,
            Description = properties.OptionalString("Description"),
            SecretString = text is null ? null : new Secret(text),
            Tags = tags.As((key, value) => new Tag { Key = key, Value = value }),
        };
        // The six characters behind the name are made up by the service; until then they stand as dashes.
        var arn = context.ArnOf("secretsmanager", $"secret:{name}-000000");
        return new ResourcePlan(
            $"secret {name}",
            ResourceAnswers.Of(arn, ("Id", arn)),
            (client, token) => MakeAsync(client, input, recipe, tags, token)
        );
    }

    private static async Task<ResourceAnswers> MakeAsync(
        AwsClient client,
        CreateSecretInput input,
        Recipe? recipe,
        IReadOnlyDictionary<string, string> tags,
        CancellationToken cancellationToken
    )
    {
        var generated = input.SecretString is null && recipe is not null ? new Secret(recipe.Generate()) : null;
        var made = await client.TryAsync(
            SecretsManagerModel.CreateSecret,
            input with
            {
                SecretString = input.SecretString ?? generated,
            },
            SecretsManagerErrorCodes.ResourceExistsException,
            cancellationToken
        );
        if (made is null && input.SecretString is not null)
        {
            await client.SendAsync(
                SecretsManagerModel.UpdateSecret,
                new UpdateSecretInput
                {
                    SecretId = input.Name,
                    Description = input.Description,
                    SecretString = input.SecretString,
                },
                cancellationToken
            );
        }

        var found = await client.SendAsync(
            SecretsManagerModel.DescribeSecret,
            new DescribeSecretInput { SecretId = input.Name },
            cancellationToken
        );
        return ResourceAnswers.Of(found.ARN!, ("Id", found.ARN!)) with
        {
            Unchanged = ResourceTags.AreSame(found.Tags, tag => (tag.Key, tag.Value), tags)
                ? []
                : [ResourceTags.Property],
        };
    }

    // What the recipe says wrongly is a fault of the template, so all of it is read before anything is made.
    private static Recipe RecipeOf(PropertyReader properties)
    {
        bool Has(string excluded) => properties.OptionalBoolean($"{Generated}.{excluded}") != true;
        var alphabet = string.Concat(
            Has("ExcludeLowercase") ? Lower : "",
            Has("ExcludeUppercase") ? Upper : "",
            Has("ExcludeNumbers") ? Digits : "",
            Has("ExcludePunctuation") ? Punctuation : ""
        );
        var allowed = alphabet.Except(properties.OptionalString($"{Generated}.ExcludeCharacters") ?? "").ToArray();
        if (allowed.Length == 0)
        {
            Refuse(properties, Generated, "leaves no character to choose from");
        }

        var length = properties.OptionalInteger($"{Generated}.PasswordLength") ?? DefaultLength;
        if (length is < 1 or > LongestLength)
        {
            Refuse(properties, $"{Generated}.PasswordLength", $"must be from 1 to {LongestLength}");
        }

        var template = properties.OptionalString($"{Generated}.SecretStringTemplate") ?? "{}";
        if (Parse(template) is null)
        {
            Refuse(properties, $"{Generated}.SecretStringTemplate", "must be the text of a JSON object");
        }

        var key = properties.OptionalString($"{Generated}.GenerateStringKey");
        return new Recipe(allowed, length, template, key);
    }

    private static void Refuse(PropertyReader properties, string path, string what) =>
        properties.Refuse(
            TemplateFaultCode.WrongPropertyType,
            path,
            $"Value of property {path} {what}, in {properties.Owner}"
        );

    private static JsonObject? Parse(string template)
    {
        try
        {
            return JsonNode.Parse(template) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How a value is generated.</summary>
    /// <param name="Allowed">The characters to choose from.</param>
    /// <param name="Length">How many are chosen.</param>
    /// <param name="Template">A JSON object that the value becomes a member of.</param>
    /// <param name="Key">The member's name; null for a value without template.</param>
    private sealed record Recipe(char[] Allowed, long Length, string Template, string? Key)
    {
        public string Generate()
        {
            var password = new string(RandomNumberGenerator.GetItems<char>(Allowed, (int)Length));
            if (Key is null)
            {
                return password;
            }

            var document = Parse(Template)!;
            document[Key] = password;
            return document.ToJsonString();
        }
    }
}
