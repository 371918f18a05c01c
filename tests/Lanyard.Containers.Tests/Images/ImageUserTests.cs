using Lanyard.Containers.Images;

namespace Lanyard.Containers.Tests.Images;

public sealed class ImageUserTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public ImageUserTests()
    {
        _root.Write(
            "etc/passwd",
            """
            root:x:0:0:root:/root:/bin/sh
            # a comment
            broken
            app:x:1000:1001:the application:/home/app:/bin/sh
            99:x:7:8::/odd:/bin/sh
            """
        );
        _root.Write(
            "etc/group",
            """
            root:x:0:
            app:x:1001:
            audio:x:29:app,other
            video:x:44:other
            docker:x:999:other, app
            """
        );
    }

    [Theory]
    [InlineData("", 0u, 0u, "/root")]
    [InlineData("root", 0u, 0u, "/root")]
    [InlineData("0", 0u, 0u, "/root")]
    [InlineData("app", 1000u, 1001u, "/home/app")]
    [InlineData("1000", 1000u, 1001u, "/home/app")]
    [InlineData("99", 7u, 8u, "/odd")]
    [InlineData("4242", 4242u, 0u, "/")]
    [InlineData("app:audio", 1000u, 29u, "/home/app")]
    [InlineData("app:44", 1000u, 44u, "/home/app")]
    [InlineData("4242:4343", 4242u, 4343u, "/")]
    [InlineData(":audio", 0u, 29u, "/root")]
    public void User_is_found_by_name_or_number(string user, uint uid, uint gid, string home)
    {
        var found = ImageUser.Resolve(_root.Path, user);

        Assert.Equal((uid, gid, home), (found.Uid, found.Gid, found.Home));
    }

    [Fact]
    public void Other_groups_of_the_user_come_with_it()
    {
        Assert.Equal([29, 999], ImageUser.Resolve(_root.Path, "app").AdditionalGids);
    }

    [Fact]
    public void Naming_a_group_leaves_the_others_out()
    {
        Assert.Empty(ImageUser.Resolve(_root.Path, "app:app").AdditionalGids);
    }

    [Fact]
    public void Unknown_user_is_named()
    {
        var fault = Assert.Throws<ContainerException>(() => ImageUser.Resolve(_root.Path, "nobody"));

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
        Assert.Equal("unable to find user `nobody`: no matching entries in the image's `/etc/passwd`", fault.Message);
    }

    [Fact]
    public void Unknown_group_is_named()
    {
        var fault = Assert.Throws<ContainerException>(() => ImageUser.Resolve(_root.Path, "app:wheel"));

        Assert.Equal("unable to find group `wheel`: no matching entries in the image's `/etc/group`", fault.Message);
    }

    [Fact]
    public void Number_out_of_range_is_refused()
    {
        var fault = Assert.Throws<ContainerException>(() => ImageUser.Resolve(_root.Path, "4294967296"));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    [Fact]
    public void Image_without_passwd_has_root_and_numbers()
    {
        using var empty = new TemporaryDirectory();

        Assert.Equal(5u, ImageUser.Resolve(empty.Path, "5").Uid);
        Assert.Equal("/", ImageUser.Resolve(empty.Path, "").Home);
    }

    [Fact]
    public void Link_to_passwd_is_followed_inside_the_root_only()
    {
        using var root = new TemporaryDirectory();
        var outside = _root.Write("stolen", "thief:x:66:66::/:");
        root.Make("etc");
        File.CreateSymbolicLink(root["etc", "passwd"], outside);

        var fault = Assert.Throws<ContainerException>(() => ImageUser.Resolve(root.Path, "thief"));

        Assert.Equal(ContainerFault.NotFound, fault.Kind);
    }

    [Fact]
    public void Absolute_link_to_passwd_is_taken_from_the_root()
    {
        using var root = new TemporaryDirectory();
        root.Make("etc");
        root.Write("usr/lib/passwd", "app:x:5:5::/:");
        File.CreateSymbolicLink(root["etc", "passwd"], "/usr/lib/passwd");

        Assert.Equal(5u, ImageUser.Resolve(root.Path, "app").Uid);
    }

    [Fact]
    public void Link_that_climbs_out_of_the_root_is_refused()
    {
        using var root = new TemporaryDirectory();
        root.Make("etc");
        File.CreateSymbolicLink(root["etc", "passwd"], "../../etc/passwd");

        var fault = Assert.Throws<ContainerException>(() => ImageUser.Resolve(root.Path, "app"));

        Assert.Equal(ContainerFault.Invalid, fault.Kind);
    }

    public void Dispose() => _root.Dispose();
}
