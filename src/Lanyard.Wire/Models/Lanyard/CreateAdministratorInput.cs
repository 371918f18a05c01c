using System.Text.Json;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>The input of <c>lanyard:CreateAdministrator</c>.</summary>
public sealed record CreateAdministratorInput
{
    /// <summary>The twelve digits of the account.</summary>
    public string? Account { get; init; }

    internal static CreateAdministratorInput ReadJson(ref Utf8JsonReader reader)
    {
        var value = new CreateAdministratorInput();
        reader.StartShape();
        while (reader.NextMember())
        {
            switch (reader.GetString())
            {
                case "account":
                    value = value with { Account = reader.Text() };
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return value;
    }

    internal static void WriteJson(Utf8JsonWriter writer, CreateAdministratorInput value)
    {
        writer.WriteStartObject();
        writer.Member("account"u8, value.Account);
        writer.WriteEndObject();
    }
}
