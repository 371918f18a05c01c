using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

public sealed class ImageReferenceTests
{
    private const string Hex = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Theory]
    [InlineData("nginx", null, "nginx", null, null)]
    [InlineData("nginx:1.27", null, "nginx", "1.27", null)]
    [InlineData("team/app", null, "team/app", null, null)]
    [InlineData("localhost/app", "localhost", "app", null, null)]
    [InlineData("localhost:4566/receipts:1", "localhost:4566", "receipts", "1", null)]
    [InlineData("127.0.0.1:5000/a/b/c", "127.0.0.1:5000", "a/b/c", null, null)]
    [InlineData("[::1]:5000/app", "[::1]:5000", "app", null, null)]
    [InlineData(
        "000000000000.dkr.ecr.us-east-1.amazonaws.com/receipts:latest",
        "000000000000.dkr.ecr.us-east-1.amazonaws.com",
        "receipts",
        "latest",
        null
    )]
    [InlineData("app@sha256:" + Hex, null, "app", null, "sha256:" + Hex)]
    [InlineData("ghcr.io/team/app:v1@sha256:" + Hex, "ghcr.io", "team/app", "v1", "sha256:" + Hex)]
    [InlineData("a__b/c-d.e:UPPER_tag.1", null, "a__b/c-d.e", "UPPER_tag.1", null)]
    public void Reference_is_taken_apart(string text, string? host, string repository, string? tag, string? digest)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal(
            (host, repository, tag, digest),
            (reference.Host, reference.Repository, reference.Tag, reference.Digest?.ToString())
        );
    }

    [Theory]
    [InlineData("nginx")]
    [InlineData("localhost:4566/receipts:1")]
    [InlineData("ghcr.io/team/app:v1@sha256:" + Hex)]
    public void Reference_is_written_as_it_was_read(string text)
    {
        Assert.Equal(text, ImageReference.Parse(text).ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("Nginx")]
    [InlineData("app:")]
    [InlineData("app:-tag")]
    [InlineData("/app")]
    [InlineData("app/")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("app@sha256:abc")]
    [InlineData("app@md5:d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("app tag")]
    [InlineData("app\n")]
    [InlineData("https://example.com/app")]
    [InlineData("localhost:4566/")]
    public void What_is_no_reference_is_refused_by_name(string text)
    {
        var fault = Assert.Throws<ContainerException>(() => ImageReference.Parse(text));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
        Assert.StartsWith($"`{text}` is not an image reference", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nginx", "docker.io", "library/nginx")]
    [InlineData("team/app", "docker.io", "team/app")]
    [InlineData("ghcr.io/app", "ghcr.io", "app")]
    public void Name_without_a_host_is_docker_hubs(string text, string host, string repository)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((host, repository), (reference.RegistryHost, reference.RegistryRepository));
    }

    [Theory]
    [InlineData("app", "latest")]
    [InlineData("app:1", "1")]
    [InlineData("app:1@sha256:" + Hex, "sha256:" + Hex)]
    public void Digest_is_asked_for_before_the_tag(string text, string asked)
    {
        Assert.Equal(asked, ImageReference.Parse(text).TagOrDigest);
    }

    [Fact]
    public void Very_long_text_is_refused_quickly()
    {
        Assert.False(ImageReference.TryParse(new string('a', 1_000_000), out _));
    }
}
