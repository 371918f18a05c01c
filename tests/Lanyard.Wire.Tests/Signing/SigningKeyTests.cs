using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Tests.Signing;

public sealed class SigningKeyTests
{
    [Fact]
    public void A_key_is_derived_once()
    {
        var keys = new SigningKeyCache();

        var first = keys.Get(Given.SecretKey, "20261124", "us-east-1", "ecs");

        Assert.Same(first, keys.Get(new(Given.SecretKey.Reveal()), "20261124", "us-east-1", "ecs"));
    }

    [Theory]
    [InlineData("another", "20261124", "us-east-1", "ecs")]
    [InlineData("secret", "20261125", "us-east-1", "ecs")]
    [InlineData("secret", "20261124", "us-east-2", "ecs")]
    [InlineData("secret", "20261124", "us-east-1", "sts")]
    public void Each_secret_date_region_and_service_has_its_own_key(
        string secret,
        string date,
        string region,
        string service
    )
    {
        var keys = new SigningKeyCache();

        var first = keys.Get(new("secret"), "20261124", "us-east-1", "ecs");

        Assert.NotSame(first, keys.Get(new(secret), date, region, service));
    }

    [Fact]
    public void A_full_cache_begins_anew_and_still_answers()
    {
        var keys = new SigningKeyCache(capacity: 2);
        var first = keys.Get(Given.SecretKey, "20261121", "us-east-1", "ecs");
        keys.Get(Given.SecretKey, "20261122", "us-east-1", "ecs");
        keys.Get(Given.SecretKey, "20261123", "us-east-1", "ecs");

        var again = keys.Get(Given.SecretKey, "20261121", "us-east-1", "ecs");

        Assert.NotSame(first, again);
        Assert.Same(again, keys.Get(Given.SecretKey, "20261121", "us-east-1", "ecs"));
    }

    [Fact]
    public void Readers_at_the_same_time_verify_with_one_cache()
    {
        var verifier = new SignatureVerifier(new(capacity: 3));
        var request = Given.SignedEcsCall();
        var signature = Given.Read(request);

        var verdicts = Enumerable
            .Range(0, 200)
            .AsParallel()
            .Select(i =>
                verifier.Verify(request, signature, i % 5 == 0 ? new($"{i}") : Given.SecretKey, Given.Now, Given.Ecs)
            )
            .ToList();

        Assert.Equal(160, verdicts.Count(verdict => verdict.IsValid));
    }
}
