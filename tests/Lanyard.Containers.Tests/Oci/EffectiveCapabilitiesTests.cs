using Lanyard.Containers.Oci;

namespace Lanyard.Containers.Tests.Oci;

/// <summary>What a process may do, as the kernel tells it.</summary>
public sealed class EffectiveCapabilitiesTests
{
    [Theory]
    [InlineData("000001ffffffffff", true)]
    [InlineData("00000000a80425fb", false)]
    [InlineData("0000000000200000", true)]
    public void The_effective_set_is_read(string set, bool isThere)
    {
        var status = $"Name:\tlanyard\nCapPrm:\t0000000000000000\nCapEff:\t{set}\nCapBnd:\t000001ffffffffff\n";

        Assert.Equal(isThere, EffectiveCapabilities.Read(status).Has(EffectiveCapabilities.SystemAdministration));
    }

    [Fact]
    public void A_kernel_that_does_not_tell_is_tried_out()
    {
        Assert.True(EffectiveCapabilities.Read("Name:\tlanyard\n").Has(EffectiveCapabilities.SystemAdministration));
    }
}
