using System.Security.Cryptography;
using Lanyard.Access.Admission;
using Lanyard.Testing;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Signing;

namespace Lanyard.Access.Tests.Admission;

/// <summary>What is read of a body, and held, before its caller is proved.</summary>
public sealed class HeldBodyTests
{
    private const int Large = 200_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("unsigned", "MissingAuthenticationTokenException")]
    [InlineData("unknown key", "UnrecognizedClientException")]
    [InlineData("old", "InvalidSignatureException")]
    [InlineData("wrong for the hash it claims", "InvalidSignatureException")]
    public async Task No_byte_is_read_for_who_cannot_be_right(string who, string code)
    {
        await using var door = await ParameterDoor.OpenAsync();
        var body = new CountedBody(Large);
        var request = await SignedAsync(door, who);
        request.BodyStream = body;

        var answer = await door.Door.Door.AnswerAsync(request, new CallOrigin("127.0.0.1", "", null), Token);

        Assert.InRange(answer.StatusCode, 400, 403);
        Assert.Contains(code, System.Text.Encoding.UTF8.GetString(answer.Body.Span), StringComparison.Ordinal);
        Assert.Equal(0, body.Reads);
    }

    [Fact]
    public void One_peer_leaves_room_for_the_others()
    {
        var budget = new BodyBudget(most: 100, mostOfOne: 60);

        Assert.True(budget.TryTake("a", 60));
        Assert.False(budget.TryTake("a", 1));
        Assert.True(budget.TryTake("b", 40));
        Assert.False(budget.TryTake("c", 1));
        budget.Give("a", 60);
        Assert.True(budget.TryTake("c", 60));
        Assert.Equal(100, budget.Held);
    }

    [Fact]
    public void What_was_given_back_is_as_if_it_had_never_been_taken()
    {
        var budget = new BodyBudget(most: 100, mostOfOne: 60);

        for (var i = 0; i < 1000; i++)
        {
            Assert.True(budget.TryTake($"{i}", 60));
            budget.Give($"{i}", 60);
        }

        Assert.Equal(0, budget.Held);
    }

    // Signed over a small body, whose hash is what it claims; the stream that is put in its place is never looked at.
    private static async Task<WireRequest> SignedAsync(ParameterDoor door, string who)
    {
        var request = ParameterDoor.Request(SsmModel.GetParameter, new GetParameterInput { Name = "/app/a" });
        request.Headers["Host"] = "127.0.0.1:4566";
        var time = door.Door.Time.GetUtcNow();
        var (key, secret) = await KeyAsync(door);
        var credentials = who switch
        {
            "unknown key" => new SigningCredentials("AKIAUNKNOWNUNKNOWN22", new Secret("nothing")),
            "wrong for the hash it claims" => new SigningCredentials(key, new Secret("wrong")),
            _ => new SigningCredentials(key, secret),
        };
        if (who == "wrong for the hash it claims")
        {
            request.Headers["x-amz-content-sha256"] = Convert.ToHexStringLower(SHA256.HashData(request.Body.Span));
        }

        if (who != "unsigned")
        {
            new RequestSigner(new SigningKeyCache()).Sign(
                request,
                credentials,
                "us-east-1",
                SigningRulesOf.Service("ssm"),
                who == "old" ? time.AddHours(-1) : time
            );
        }

        request.Headers["Content-Length"] = $"{Large}";
        request.Body = default;
        return request;
    }

    private static async Task<(string Key, Secret Secret)> KeyAsync(ParameterDoor door)
    {
        await door.Door.UserAsync("ann", ParameterDoor.Allow("ssm:GetParameter"));
        var user = door.Door.Host.Identities.Users.All.Single(user => user.Name == "ann");
        var (record, secret) = await door.Door.Host.Credentials.CreateKeyAsync(user, Token);
        return (record.AccessKeyId, secret);
    }

    private sealed class CountedBody(int length) : MemoryStream(new byte[length])
    {
        public int Reads { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Reads++;
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
