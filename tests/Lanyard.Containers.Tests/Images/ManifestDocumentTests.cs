using System.Text;
using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

public sealed class ManifestDocumentTests
{
    private const string A = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    private const string B = "sha256:bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

    private static readonly string Manifest = $$"""
        {
          "schemaVersion": 2,
          "config": { "mediaType": "application/vnd.docker.container.image.v1+json", "digest": "{{A}}", "size": 7, "new": 1 },
          "layers": [ { "mediaType": "application/vnd.docker.image.rootfs.diff.tar.gzip", "digest": "{{B}}", "size": 9 } ],
          "subject": { "unknown": [] }
        }
        """;

    [Theory]
    [InlineData(MediaTypes.DockerManifest)]
    [InlineData(MediaTypes.OciManifest)]
    [InlineData(MediaTypes.OciManifest + "; charset=utf-8")]
    public void Manifest_of_either_kind_is_read(string mediaType)
    {
        var manifest = Assert.IsType<ImageManifest>(Parse(Manifest, mediaType));

        Assert.Equal(
            (A, B, 9L),
            (manifest.Config.Digest.ToString(), manifest.Layers[0].Digest.ToString(), manifest.Layers[0].Size)
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("application/octet-stream")]
    public void Document_says_itself_what_it_is_when_the_header_does_not(string? mediaType)
    {
        Assert.IsType<ImageManifest>(Parse(Manifest, mediaType));
    }

    [Theory]
    [InlineData(MediaTypes.DockerManifestList)]
    [InlineData(MediaTypes.OciIndex)]
    [InlineData(null)]
    public void Index_of_either_kind_is_read(string? mediaType)
    {
        var index = Assert.IsType<ImageIndex>(Parse(Index(("linux", "amd64", A)), mediaType));

        Assert.Equal("linux/amd64", index.Manifests[0].Platform?.ToString());
    }

    [Fact]
    public void Index_gives_the_manifest_of_the_platform()
    {
        var index = (ImageIndex)Parse(Index(("linux", "arm64", A), ("linux", "amd64", B)), null);

        var chosen = index.Choose(new Platform { Os = "linux", Architecture = "amd64" });

        Assert.Equal(B, chosen.Digest.ToString());
    }

    [Fact]
    public void Index_without_the_platform_lists_what_it_has()
    {
        var index = (ImageIndex)Parse(Index(("linux", "s390x", A), ("windows", "amd64", B)), null);

        var fault = Assert.Throws<ContainerException>(() =>
            index.Choose(new Platform { Os = "linux", Architecture = "amd64" })
        );

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
        Assert.Equal("the image is not for `linux/amd64`: it has `linux/s390x`, `windows/amd64`", fault.Message);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"schemaVersion":2,"config":{}}""")]
    [InlineData("""{"schemaVersion":2,"config":{"mediaType":"x","digest":"sha256:0","size":1},"layers":[]}""")]
    [InlineData("""{"mediaType":"application/vnd.oci.image.manifest.v1+json"}""")]
    [InlineData("""{"mediaType":"application/vnd.cncf.helm.v1+json"}""")]
    public void What_is_no_manifest_is_refused(string json)
    {
        var fault = Assert.Throws<ContainerException>(() => Parse(json, null));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public void Schema_1_is_refused_with_what_to_do()
    {
        var fault = Assert.Throws<ContainerException>(() => Parse("""{"schemaVersion":1,"fsLayers":[]}""", null));

        Assert.Contains("push the image again", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Manifest_over_the_limit_is_refused()
    {
        var fault = Assert.Throws<ContainerException>(() =>
            ManifestDocument.Parse(new byte[ManifestDocument.LongestBytes + 1])
        );

        Assert.Contains("the limit is 4194304", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Config_of_docker_is_read()
    {
        var json = $$$"""
            {
              "architecture": "amd64", "os": "linux", "docker_version": "28", "container_config": { "Cmd": ["no"] },
              "config": {
                "User": "app", "Env": ["PATH=/bin"], "Entrypoint": ["/entry"], "Cmd": null, "WorkingDir": "", "StopSignal": "SIGQUIT",
                "ExposedPorts": { "80/tcp": {} }, "Volumes": { "/data": {} }, "Labels": { "a": "b" }, "OnBuild": null
              },
              "rootfs": { "type": "layers", "diff_ids": ["{{{A}}}"] }
            }
            """;

        var config = ImageConfig.Parse(Encoding.UTF8.GetBytes(json));

        Assert.Equal("app", config.User);
        Assert.Equal(["PATH=/bin"], config.Env);
        Assert.Equal(["/entry"], config.Entrypoint);
        Assert.Empty(config.Cmd);
        Assert.Equal("/", config.WorkingDir);
        Assert.Equal("SIGQUIT", config.StopSignal);
        Assert.Equal(["80/tcp"], config.ExposedPorts);
        Assert.Equal(["/data"], config.Volumes);
        Assert.Equal(A, Assert.Single(config.DiffIds).ToString());
    }

    [Fact]
    public void Config_written_is_read_back()
    {
        var config = new ImageConfig
        {
            Env = ["A=1"],
            Entrypoint = ["/app"],
            Cmd = ["serve"],
            WorkingDir = "/srv",
            User = "1000:1000",
            StopSignal = "SIGINT",
            ExposedPorts = ["443/tcp", "80/tcp"],
            Volumes = ["/data"],
            Labels = new Dictionary<string, string>(StringComparer.Ordinal) { ["a"] = "b" },
            DiffIds = [Digest.Parse(A)],
        };

        Assert.Equivalent(config, ImageConfig.Parse(config.ToJson()), strict: true);
    }

    [Fact]
    public void Config_without_layers_listed_is_refused()
    {
        var fault = Assert.Throws<ContainerException>(() => ImageConfig.Parse("{}"u8.ToArray()));

        Assert.Contains("rootfs.diff_ids", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sha256:abc")]
    [InlineData("sha512:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("sha256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("sha256:../../../../../../../../../../../../../../../../etc/passwdxxxxxx")]
    public void What_is_no_digest_is_refused(string text)
    {
        Assert.Equal(ContainerFault.Invalid, Assert.Throws<ContainerException>(() => Digest.Parse(text)).Kind);
    }

    private static ManifestDocument Parse(string json, string? mediaType) =>
        ManifestDocument.Parse(Encoding.UTF8.GetBytes(json), mediaType);

    private static string Index(params (string Os, string Architecture, string Digest)[] manifests)
    {
        var items = manifests.Select(manifest =>
            $$"""
                {"mediaType":"{{MediaTypes.OciManifest}}","digest":"{{manifest.Digest}}","size":1,
                 "platform":{"os":"{{manifest.Os}}","architecture":"{{manifest.Architecture}}"} }
                """
        );
        return $$"""{"schemaVersion":2,"manifests":[{{string.Join(',', items)}}]}""";
    }
}
