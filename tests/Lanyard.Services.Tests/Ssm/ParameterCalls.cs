using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

/// <summary>Calls to Parameter Store that most tests make.</summary>
internal static class ParameterCalls
{
    public static PutParameterInput Put(string name, string value = "one", string? type = "String") =>
        new()
        {
            Name = name,
            Value = new Secret(value),
            Type = type,
        };

    public static Task<PutParameterOutput> PutAsync(
        this DataDoor door,
        string name,
        string value = "one",
        string type = "String"
    ) => door.SendAsync(SsmModel.PutParameter, Put(name, value, type) with { Overwrite = true });

    public static async Task<Parameter> ReadAsync(this DataDoor door, string name, bool? decrypts = null) =>
        (await door.SendAsync(SsmModel.GetParameter, new() { Name = name, WithDecryption = decrypts })).Parameter!;

    public static Task<GetParametersOutput> ReadAllAsync(this DataDoor door, params string[] names) =>
        door.SendAsync(SsmModel.GetParameters, new() { Names = names, WithDecryption = true });
}
