using System.Globalization;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>What a container may and may not do.</summary>
public sealed class IsolationTests(ContainerMachine machine) : ContainerTests(machine)
{
    [Fact]
    public async Task The_default_capabilities_are_docker_s_14()
    {
        Assert.Equal(0x00000000a80425fbUL, await EffectiveCapabilitiesAsync(Shell("cat /proc/self/status")));
    }

    [Fact]
    public async Task A_dropped_capability_is_missing_and_an_added_one_is_there()
    {
        var spec = Shell("cat /proc/self/status") with
        {
            DroppedCapabilities = ["CHOWN"],
            AddedCapabilities = ["SYS_PTRACE"],
        };

        Assert.Equal(0x00000000a80425faUL | (1UL << 19), await EffectiveCapabilitiesAsync(spec));
    }

    [Fact]
    public async Task Dropping_all_leaves_what_is_added_by_name()
    {
        var spec = Shell("cat /proc/self/status") with
        {
            DroppedCapabilities = ["ALL"],
            AddedCapabilities = ["CAP_NET_BIND_SERVICE"],
        };

        Assert.Equal(1UL << 10, await EffectiveCapabilitiesAsync(spec));
    }

    [Fact]
    public async Task An_unknown_capability_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ContainerException>(() =>
            Runtime.CreateAsync(Shell("true") with { AddedCapabilities = ["FLY"] }, Ended)
        );

        Assert.Equal(ContainerFault.Invalid, refusal.Kind);
        Assert.Equal("unknown capability `FLY`", refusal.Message);
    }

    [Fact]
    public async Task A_read_only_root_cannot_be_written_to_but_its_mounts_can()
    {
        var run = await RunAsync(
            Shell("touch /tmp/mine && echo tmp; touch /bin/x 2>/dev/null || echo refused") with
            {
                ReadOnlyRoot = true,
                Mounts = [new ContainerMount { Target = "/tmp", SizeBytes = 1024 * 1024 }],
            }
        );

        Assert.Equal("tmp\nrefused", run.Text);
    }

    [Fact]
    public async Task A_bind_mount_shows_a_directory_of_the_machine()
    {
        Machine.Require();
        using var shared = new Lanyard.Testing.TemporaryDirectory();
        await File.WriteAllTextAsync(shared["note"], "hello", Ended);

        var run = await RunAsync(
            Shell("cat /shared/note; touch /shared/mine 2>/dev/null || echo refused") with
            {
                Mounts =
                [
                    new ContainerMount
                    {
                        Target = "/shared",
                        Source = shared.Path,
                        IsReadOnly = true,
                    },
                ],
            }
        );

        Assert.Equal("hellorefused", run.Text);
    }

    [Theory]
    [InlineData("", "uid=0(root) gid=0(root) groups=0(root)")]
    [InlineData("worker", "uid=1234(worker) gid=2345(workers) groups=2345(workers),3456(helpers)")]
    [InlineData("4321:2345", "uid=4321 gid=2345(workers) groups=2345(workers)")]
    public async Task The_user_is_looked_up_in_the_container(string user, string expected)
    {
        var run = await RunAsync(Program("/bin/id") with { User = user });

        Assert.Equal(expected, run.Text);
    }

    [Fact]
    public async Task A_user_that_is_not_in_the_container_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ContainerException>(() =>
            Runtime.CreateAsync(Shell("true") with { User = "nobody-here" }, Ended)
        );

        Assert.Contains("nobody-here", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_environment_is_what_was_given_and_what_every_container_has()
    {
        var run = await RunAsync(
            Program("/bin/env") with
            {
                Hostname = "box",
                Environment = new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["GREETING"] = "hello \"world\" ü",
                    ["PATH"] = "/bin",
                },
            }
        );

        Assert.Equal(
            ["GREETING=hello \"world\" ü", "HOME=/root", "HOSTNAME=box", "PATH=/bin"],
            run.Text.Split('\n').Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task Names_come_from_the_files_that_were_given()
    {
        var run = await RunAsync(
            Shell("cat /etc/hosts /etc/hostname /etc/resolv.conf") with
            {
                Hostname = "box",
                ExtraHosts = [new ContainerHost("database", "10.0.0.7")],
                ResolvConf = "nameserver 10.0.0.2\n",
            }
        );

        Assert.Equal(
            """
            127.0.0.1 localhost
            ::1 localhost ip6-localhost ip6-loopback
            10.0.0.7 database
            127.0.0.1 box
            box
            nameserver 10.0.0.2
            """,
            run.Text
        );
    }

    [Fact]
    public async Task The_working_directory_is_made_when_it_is_missing()
    {
        var run = await RunAsync(Program("/bin/pwd") with { WorkingDirectory = "/tmp/made/here" });

        Assert.Equal("/tmp/made/here", run.Text);
    }

    [Fact]
    public async Task A_command_that_is_not_in_the_image_is_refused_in_the_runtime_s_words()
    {
        var spec = Program("no-such-command");

        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.CreateAsync(spec, Ended));

        Assert.Equal(ContainerFault.Invalid, refusal.Kind);
        Assert.Contains(
            "exec: \"no-such-command\": executable file not found in $PATH",
            refusal.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(await Runtime.ListAsync(Ended), container => HasId(container, spec.Id));
    }

    [Theory]
    [InlineData(250)] // keyctl
    [InlineData(425)] // io_uring_setup
    [InlineData(323)] // userfaultfd
    public async Task A_system_call_that_could_reach_the_machine_is_not_permitted(int number)
    {
        Assert.SkipUnless(
            System.Runtime.InteropServices.RuntimeInformation.OSArchitecture
                == System.Runtime.InteropServices.Architecture.X64,
            "the numbers are those of x86-64, where it runs"
        );
        Machine.RequirePerl();

        var run = await RunAsync(
            Perl($"syscall({number.ToString(CultureInfo.InvariantCulture)},0,0,0,0,0); print $!+0")
        );

        Assert.Equal("1", run.Text);
    }

    [Fact]
    public async Task A_container_without_a_command_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ContainerException>(() => Runtime.CreateAsync(Program(), Ended));

        Assert.Equal(ContainerFault.Invalid, refusal.Kind);
    }

    [Fact]
    public async Task A_container_whose_root_is_not_there_is_refused()
    {
        var refusal = await Assert.ThrowsAsync<ContainerException>(() =>
            Runtime.CreateAsync(Shell("true") with { RootDirectory = "/no/such/root" }, Ended)
        );

        Assert.Equal(ContainerFault.NotFound, refusal.Kind);
    }

    [Fact]
    public async Task The_machine_s_kernel_settings_cannot_be_changed()
    {
        var run = await RunAsync(
            Shell("(echo mine > /proc/sys/kernel/hostname) 2>/dev/null || echo refused") with
            {
                Hostname = "x",
            }
        );

        Assert.Equal("refused", run.Text);
    }

    [Fact]
    public async Task A_secret_in_the_environment_is_not_left_on_the_disk()
    {
        var secret = $"secret-{ContainerMachine.NewId()}";

        await StartAsync(
            Shell("sleep 600") with
            {
                Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["PASSWORD"] = secret },
            }
        );

        var holders = Directory
            .EnumerateFiles(Machine.StateDirectory, "*", SearchOption.AllDirectories)
            .Where(file => IsPlainFile(file) && File.ReadAllText(file).Contains(secret, StringComparison.Ordinal));
        Assert.Empty(holders);
    }

    // Pipes and sockets of other tests' containers would block the reader, or vanish under it.
    private static bool IsPlainFile(string file) =>
        Path.GetFileName(file) is "config.json" or "state.json" or "container.json" or "output" or "hosts";

    private async Task<ulong> EffectiveCapabilitiesAsync(ContainerSpec spec)
    {
        var run = await RunAsync(spec);
        var line = run.Lines.Single(line => line.Text.StartsWith("CapEff:", StringComparison.Ordinal));
        return ulong.Parse(
            line.Text.AsSpan("CapEff:".Length).Trim(),
            NumberStyles.HexNumber,
            CultureInfo.InvariantCulture
        );
    }
}
