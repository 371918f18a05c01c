using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The output of <c>lanyard:CreateAdministrator</c>.</summary>
public sealed record CreateAdministratorOutput
{
    /// <summary>The administrator's key id.</summary>
    public string? AccessKeyId { get; init; }

    /// <summary>The secret that belongs to it.</summary>
    public Secret? SecretAccessKey { get; init; }

    internal static CreateAdministratorOutput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new CreateAdministratorOutput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "accessKeyId":
                    value = value with { AccessKeyId = reader.Text() };
                    break;
                case "secretAccessKey":
                    value = value with { SecretAccessKey = reader.Secret() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, CreateAdministratorOutput value)
    {
        writer.WriteStartObject();
        writer.Member("accessKeyId"u8, value.AccessKeyId);
        writer.Member("secretAccessKey"u8, value.SecretAccessKey);
        writer.WriteEndObject();
    }
}
