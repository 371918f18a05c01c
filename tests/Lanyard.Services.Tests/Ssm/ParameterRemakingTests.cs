using Lanyard.Services.Tests.SecretsManager;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Tests.Ssm;

/// <summary>
/// A parameter, or the secret it stands for, that is deleted and made again while a call is on its way is another, which nobody judged
/// the call on.
/// </summary>
public sealed class ParameterRemakingTests
{
    private const string References = "/aws/reference/secretsmanager/";

    private static readonly Dictionary<string, Func<DataDoor, Func<Task>, Task<string>>> Calls = new(
        StringComparer.Ordinal
    )
    {
        ["GetParameter"] = async (d, meanwhile) =>
            (
                await d.Door.SendAsync(d.Admin, SsmModel.GetParameter, new() { Name = "/db" }, meanwhile)
            ).Parameter!.Value!.Reveal(),
        ["GetParameters"] = async (d, meanwhile) =>
            string.Join(
                ' ',
                (
                    await d.Door.SendAsync(d.Admin, SsmModel.GetParameters, new() { Names = ["/db"] }, meanwhile)
                ).Parameters!.Select(one => one.Value!.Reveal())
            ),
        ["PutParameter"] = async (d, meanwhile) =>
            $"version {(await d.Door.SendAsync(
                d.Admin,
                SsmModel.PutParameter,
                ParameterCalls.Put("/db", "three") with { Overwrite = true },
                meanwhile
            )).Version}",
        ["DeleteParameter"] = async (d, meanwhile) =>
        {
            await d.Door.SendAsync(d.Admin, SsmModel.DeleteParameter, new() { Name = "/db" }, meanwhile);
            return "deleted";
        },
        ["DeleteParameters"] = async (d, meanwhile) =>
            string.Join(
                ' ',
                (
                    await d.Door.SendAsync(d.Admin, SsmModel.DeleteParameters, new() { Names = ["/db"] }, meanwhile)
                ).DeletedParameters!
            ),
    };

    [Theory]
    [InlineData("GetParameter", "ParameterNotFound")]
    [InlineData("GetParameters", "")]
    [InlineData("PutParameter", "TooManyUpdates")]
    [InlineData("DeleteParameter", "ParameterNotFound")]
    [InlineData("DeleteParameters", "")]
    public async Task A_call_judged_on_one_parameter_is_not_done_on_its_namesake(string name, string answer)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/db");

        var answered = await AnswerAsync(name, door, () => RemakeAsync(door));

        Assert.Equal(answer, answered);
        var left = await door.ReadAsync("/db");
        Assert.Equal(("two", 1L), (left.Value!.Reveal(), left.Version));
    }

    [Theory]
    [InlineData("GetParameter", "ParameterNotFound")]
    [InlineData("GetParameters", "")]
    [InlineData("PutParameter", "TooManyUpdates")]
    [InlineData("DeleteParameter", "ParameterNotFound")]
    [InlineData("DeleteParameters", "")]
    public async Task A_call_judged_on_no_parameter_is_not_done_on_one_made_since(string name, string answer)
    {
        await using var door = await DataDoor.OpenAsync();

        var answered = await AnswerAsync(name, door, () => PutTaggedAsync(door));

        Assert.Equal(answer, answered);
        var left = await door.ReadAsync("/db");
        Assert.Equal(("two", 1L), (left.Value!.Reveal(), left.Version));
    }

    [Theory]
    [InlineData("GetParameter", "two")]
    [InlineData("GetParameters", "two")]
    [InlineData("PutParameter", "version 3")]
    [InlineData("DeleteParameter", "deleted")]
    [InlineData("DeleteParameters", "/db")]
    public async Task A_call_sees_what_changed_in_the_parameter_itself(string name, string answer)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.PutAsync("/db");

        Assert.Equal(answer, await AnswerAsync(name, door, () => door.PutAsync("/db", "two")));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("b", "a")]
    public async Task Of_two_references_only_the_secret_that_was_judged_is_read(string remade, string kept)
    {
        await using var door = await DataDoor.OpenAsync();
        await door.CreateAsync("a", "of a");
        await door.CreateAsync("b", "of b");

        var output = await door.Door.SendAsync(
            door.Admin,
            SsmModel.GetParameters,
            new() { Names = [References + "a", References + "b"], WithDecryption = true },
            () => RemakeSecretAsync(door, remade)
        );

        Assert.Equal($"of {kept}", Assert.Single(output.Parameters!).Value!.Reveal());
        Assert.Equal([References + remade], output.InvalidParameters!);
    }

    [Fact]
    public async Task A_reference_that_was_judged_on_no_secret_reads_none_made_since()
    {
        await using var door = await DataDoor.OpenAsync();

        var error = await Assert.ThrowsAsync<AwsException>(() =>
            door.Door.SendAsync(
                door.Admin,
                SsmModel.GetParameter,
                new() { Name = References + "a", WithDecryption = true },
                () => door.CreateAsync("a", "of a")
            )
        );

        Assert.Equal("ParameterNotFound", error.Code);
    }

    private static async Task<string> AnswerAsync(string name, DataDoor door, Func<Task> meanwhile)
    {
        try
        {
            return await Calls[name](door, meanwhile);
        }
        catch (AwsException error)
        {
            return error.Code;
        }
    }

    private static Task<PutParameterOutput> PutTaggedAsync(DataDoor door) =>
        door.SendAsync(
            SsmModel.PutParameter,
            ParameterCalls.Put("/db", "two") with
            {
                Tags = [new() { Key = "team", Value = "blue" }],
            }
        );

    private static async Task RemakeAsync(DataDoor door)
    {
        await door.SendAsync(SsmModel.DeleteParameter, new() { Name = "/db" });
        await door.PutAsync("/db", "two");
    }

    private static async Task RemakeSecretAsync(DataDoor door, string name)
    {
        var delete = new DeleteSecretInput { SecretId = name, ForceDeleteWithoutRecovery = true };
        await door.SendAsync(SecretsManagerModel.DeleteSecret, delete);
        await door.CreateAsync(name, "made since");
    }
}
