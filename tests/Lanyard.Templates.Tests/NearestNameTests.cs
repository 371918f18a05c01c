namespace Lanyard.Templates.Tests;

/// <summary>Seen through the hint that an unresolved reference gets.</summary>
public sealed class NearestNameTests
{
    [Theory]
    [InlineData("approle", "AppRole")]
    [InlineData("AppRloe", "AppRole")]
    [InlineData("AppRol", "AppRole")]
    [InlineData("AppRoles", "AppRole")]
    [InlineData("TaskRole", null)]
    [InlineData("Bucket", null)]
    [InlineData("Qeue", "Queue")]
    [InlineData("AWS::Acount", null)]
    [InlineData("AWS::AcountId", "AWS::AccountId")]
    public void Name_that_was_probably_meant_is_told(string written, string? meant)
    {
        var fault = Assert.Single(
            Given
                .Parsed(
                    $$"""
                    Resources:
                      AppRole: {Type: AWS::IAM::Role}
                      Queue: {Type: AWS::SQS::Queue}
                      P: {Type: AWS::SSM::Parameter, Properties: {Value: !Ref '{{written}}'} }
                    """
                )
                .Faults
        );

        Assert.Equal(meant is null ? null : $"did you mean `{meant}`?", fault.Hint);
    }

    [Fact]
    public void Very_long_names_are_not_compared()
    {
        var name = new string('x', 200);

        var fault = Assert.Single(Given.Parsed($"Resources: {{{name}: {{Type: A, DependsOn: y{name[1..]}}} }}").Faults);

        Assert.Null(fault.Hint);
    }
}
