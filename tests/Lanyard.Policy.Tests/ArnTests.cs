using Lanyard.Policy.Evaluation;
using Lanyard.Policy.ManagedPolicies;

namespace Lanyard.Policy.Tests;

/// <summary>ARNs are of the partition of their region, and end with a name.</summary>
public sealed class ArnTests
{
    [Theory]
    [InlineData("us-east-1", "aws")]
    [InlineData("eu-central-1", "aws")]
    [InlineData("", "aws")]
    [InlineData("nowhere-1", "aws")]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-east-1", "aws-us-gov")]
    [InlineData("us-iso-east-1", "aws-iso")]
    [InlineData("us-isob-east-1", "aws-iso-b")]
    [InlineData("eu-isoe-west-1", "aws-iso-e")]
    [InlineData("us-isof-south-1", "aws-iso-f")]
    [InlineData("eusc-de-east-1", "aws-eusc")]
    public void A_region_says_the_partition(string region, string partition)
    {
        var arn = Arn.Of("ecs", region, Given.Account, "cluster/web");

        Assert.Equal($"arn:{partition}:ecs:{region}:{Given.Account}:cluster/web", arn.ToString());
        Assert.Equal(partition, arn.Partition);
        Assert.Equal(Arn.Parse(arn.ToString()), arn);
        Assert.Contains(partition, Partitions.All);
    }

    [Fact]
    public void What_has_no_region_is_given_its_partition()
    {
        var arn = Arn.Global(Partitions.OfRegion("us-gov-west-1"), "iam", Given.Account, "role/team/app");

        Assert.Equal($"arn:aws-us-gov:iam::{Given.Account}:role/team/app", arn.ToString());
        Assert.Equal("", arn.Region);
    }

    [Theory]
    [InlineData("us-east-1", "us-east-1")]
    [InlineData("eu-central-1", "us-east-1")]
    [InlineData("", "us-east-1")]
    [InlineData("cn-northwest-1", "cn-north-1")]
    [InlineData("us-gov-east-1", "us-gov-west-1")]
    [InlineData("us-iso-west-1", "us-iso-east-1")]
    [InlineData("us-isob-west-1", "us-isob-east-1")]
    [InlineData("eu-isoe-west-1", "eu-isoe-west-1")]
    [InlineData("us-isof-east-1", "us-isof-south-1")]
    [InlineData("eusc-de-east-1", "eusc-de-east-1")]
    public void Services_without_regions_are_at_home_in_one_of_their_partition(string region, string home)
    {
        Assert.Equal(home, Partitions.HomeOf(region));
        Assert.Equal(Partitions.OfRegion(region), Partitions.OfRegion(home));
    }

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-cn")]
    public void The_root_user_of_an_account_is_in_its_partition(string partition)
    {
        var root = Principal.Root(partition, AccountId.Parse(Given.Account));

        Assert.Equal($"arn:{partition}:iam::{Given.Account}:root", root.Arn);
        Assert.Equal(Given.Account, root.UserId);
    }

    [Theory]
    [InlineData("arn:aws:iam::111122223333:role/team/app", "app")]
    [InlineData("arn:aws:iam::111122223333:root", "root")]
    [InlineData("arn:aws:ecs:us-east-1:111122223333:task-definition/web:3", "web:3")]
    public void The_name_stands_after_the_last_slash(string arn, string name)
    {
        Assert.Equal(name, Arn.Parse(arn).Name);
        Assert.Equal(name, Arn.NameOf(Arn.Parse(arn).Resource));
    }

    [Theory]
    [InlineData("app", "app")]
    [InlineData("", "")]
    [InlineData("role/", "")]
    public void A_name_alone_is_its_own(string text, string name) => Assert.Equal(name, Arn.NameOf(text));

    [Fact]
    public void Other_partitions_have_the_policies_of_AWS_with_their_own_ARNs()
    {
        const string Path = "iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes";

        var here = AwsManagedPolicies.Find("arn:aws:" + Path)!;
        var there = AwsManagedPolicies.Find("arn:aws-us-gov:" + Path);

        Assert.Equal(("arn:aws-us-gov:" + Path, here.VersionId), (there?.Arn, there?.VersionId));
        Assert.Equal(
            here.Document.Replace("\"arn:aws:", "\"arn:aws-us-gov:", StringComparison.Ordinal),
            there?.Document
        );
        Assert.Null(AwsManagedPolicies.Find("arn:aws-moon:" + Path));
        Assert.Null(AwsManagedPolicies.Find("arn:aws-us-gov:iam::aws:policy/NoSuchPolicy"));
    }
}
