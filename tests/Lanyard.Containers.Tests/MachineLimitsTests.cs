namespace Lanyard.Containers.Tests;

public sealed class MachineLimitsTests
{
    [Theory]
    [InlineData("CapEff:\t000001ffffffffff", true)]
    [InlineData("CapEff:\t000001fffeffffff", false)]
    [InlineData("CapEff:\t00000000a80425fb", false)]
    [InlineData("Name:\tx", false)]
    public void Limits_may_be_raised_with_the_capability_for_it(string status, bool expected) =>
        Assert.Equal(expected, MachineLimits.MayRaise([status]));

    [Theory]
    [InlineData("Max open files            1024                 20000                files     ", 20000)]
    [InlineData("Max open files            unlimited            unlimited            files     ", long.MaxValue)]
    [InlineData("Max processes             1024                 20000                processes ", long.MaxValue)]
    public void Hard_limit_is_the_second_number(string limits, long expected) =>
        Assert.Equal(expected, MachineLimits.HardLimitIn([limits]));
}
