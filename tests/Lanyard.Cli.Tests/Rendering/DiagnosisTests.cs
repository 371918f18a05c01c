using System.Text.Json;
using Lanyard.Cli.Rendering;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>What <c>lanyard doctor</c> says of a machine.</summary>
public sealed class DiagnosisTests
{
    private static readonly Finding Linux = new(IsGood: true, "Linux", "");
    private static readonly Finding Overlay = new(IsGood: false, "overlay file system", "modprobe overlay");
    private static readonly Finding Runtime = new(IsGood: false, "runc not found", "apt-get install -y runc");

    [Fact]
    public void One_command_mends_everything_that_is_missing()
    {
        var diagnosis = new Diagnosis([Linux, Overlay, Runtime]);

        Assert.Equal(
            [
                "ok       Linux",
                "MISSING  overlay file system",
                "MISSING  runc not found",
                "this machine cannot run tasks yet",
                "mend it with: modprobe overlay && apt-get install -y runc",
            ],
            diagnosis.ToText().Split(Environment.NewLine)
        );
    }

    [Fact]
    public void What_no_command_mends_is_said_so()
    {
        var diagnosis = new Diagnosis([new Finding(IsGood: false, "Linux", "")]);

        Assert.EndsWith("use another machine", diagnosis.ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_that_lacks_nothing_is_fine()
    {
        var diagnosis = new Diagnosis([Linux]);

        Assert.True(diagnosis.IsFine);
        Assert.Equal(["ok       Linux", "this machine can run tasks"], diagnosis.ToText().Split(Environment.NewLine));
    }

    [Fact]
    public void Scripts_get_the_findings_and_the_command()
    {
        var json = JsonElement.Parse(new Diagnosis([Linux, Overlay]).ToJson());

        Assert.False(json.GetProperty("canRunTasks").GetBoolean());
        Assert.Equal("modprobe overlay", json.GetProperty("remedy").GetString());
        Assert.Equal(
            [true, false],
            json.GetProperty("findings").EnumerateArray().Select(one => one.GetProperty("good").GetBoolean())
        );
    }
}
