using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;

namespace Lanyard.Cli.Tests.Rendering;

/// <summary>How far a push is, as a terminal shows it.</summary>
public sealed class PushProgressTests
{
    [Fact]
    public void One_line_is_written_again_and_is_gone_at_the_end()
    {
        using var terminal = new StringWriter();

        using (var progress = new PushProgress(terminal))
        {
            progress.Report(new PushedPart(2, 5, 12_345_678));
        }

        Assert.Equal("\r\e[Kpushing part 2 of 5 (12.3 MB)\r\e[K", terminal.ToString());
    }
}
