namespace Lanyard.Access.Tests;

/// <summary>Identifiers in the forms that AWS gives them.</summary>
public sealed class IdSourceTests
{
    private static readonly IdSource Repeatable = new(bytes => bytes.Fill(7));

    [Fact]
    public void Identifiers_have_the_forms_of_AWS()
    {
        Assert.Matches("^AKIA[A-Z2-7]{16}$", IdSource.Random.NewAccessKeyId("AKIA"));
        Assert.Matches("^AROA[A-Z2-7]{17}$", IdSource.Random.NewUniqueId("AROA"));
        Assert.Matches("^[A-Za-z0-9+/]{40}$", IdSource.Random.NewSecretAccessKey());
        Assert.Matches("^[0-9a-f]{32}$", IdSource.Random.NewHexId());
        Assert.Matches("^[A-Za-z0-9]{6}$", IdSource.Random.NewSuffix(6));
        Assert.Matches(
            "^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$",
            IdSource.Random.NewUuid()
        );
    }

    [Fact]
    public void A_filler_that_repeats_itself_repeats_the_identifiers() =>
        Assert.Equal(Repeatable.NewUuid(), Repeatable.NewUuid());

    [Fact]
    public void Random_identifiers_do_not_repeat() =>
        Assert.Equal(
            100,
            Enumerable.Range(0, 100).Select(_ => IdSource.Random.NewUuid()).Distinct(StringComparer.Ordinal).Count()
        );
}
