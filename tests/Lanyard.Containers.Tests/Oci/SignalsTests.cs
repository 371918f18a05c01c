using Lanyard.Containers.Linux;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>Signals have names and numbers.</summary>
public sealed class SignalsTests
{
    [Theory]
    [InlineData("SIGTERM", 15)]
    [InlineData("term", 15)]
    [InlineData("15", 15)]
    [InlineData("SIGKILL", 9)]
    [InlineData("SIGUSR1", 10)]
    [InlineData("SIGWINCH", 28)]
    [InlineData("SIGRTMIN", 34)]
    [InlineData("SIGRTMIN+3", 37)]
    [InlineData("RTMAX-1", 63)]
    public void A_signal_has_a_number(string name, int number)
    {
        Assert.Equal(number, Signals.Parse(name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("65")]
    [InlineData("SIGNOTHING")]
    [InlineData("RTMIN+31")]
    public void What_is_no_signal_is_refused(string name)
    {
        Assert.Equal(ContainerFault.Invalid, Assert.Throws<ContainerException>(() => Signals.Parse(name)).Kind);
    }
}
