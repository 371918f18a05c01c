using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>Values of condition keys are said one after another and never change.</summary>
public sealed class ConditionValuesTests
{
    [Fact]
    public void Keys_stand_in_the_order_they_are_said()
    {
        var values = ConditionValues
            .None.With("iam:PolicyARN", "arn:aws:iam::aws:policy/A")
            .With("aws:TagKeys", ["a", "b"]);

        Assert.Equal("iam:PolicyARN=arn:aws:iam::aws:policy/A; aws:TagKeys=a,b", values.ToString());
        Assert.Equal(["iam:PolicyARN", "aws:TagKeys"], values.Select(one => one.Key));
        Assert.Equal(["a", "b"], values[1].Value);
        Assert.Equal(2, values.Count);
    }

    [Fact]
    public void What_one_goes_on_from_stays_as_it_was()
    {
        var one = ConditionValues.None.With("s3:prefix", "a");
        var two = one.With("s3:delimiter", "/");

        Assert.Empty(ConditionValues.None);
        Assert.Single(one);
        Assert.Equal(2, two.Count);
    }

    [Fact]
    public void A_value_that_is_null_leaves_its_key_absent() =>
        Assert.Same(ConditionValues.None, ConditionValues.None.With("s3:prefix", (string?)null));

    [Fact]
    public void A_key_without_values_is_present()
    {
        var context = new RequestContext();

        ConditionValues.None.With("aws:TagKeys", []).AddTo(context);

        Assert.True(context.TryGet("aws:TagKeys", out var values));
        Assert.True(values.IsEmpty);
    }

    [Fact]
    public void Those_of_another_follow()
    {
        var values = ConditionValues.None.With("a:one", "1").Concat(ConditionValues.None.With("a:two", "2"));

        Assert.Equal("a:one=1; a:two=2", values.ToString());
        Assert.Same(values, values.Concat(ConditionValues.None));
    }

    [Fact]
    public void Collection_expressions_make_them_and_spread_them()
    {
        ConditionValues one = [new("a:one", ["1"])];
        ConditionValues two = [.. one, new("a:two", ["2"])];
        ConditionValues none = [];

        Assert.Equal("a:one=1; a:two=2", two.ToString());
        Assert.Same(ConditionValues.None, none);
    }

    [Fact]
    public void The_later_of_two_values_of_a_key_counts_whatever_its_case()
    {
        var context = new RequestContext();

        ConditionValues.None.With("aws:TagKeys", "a").With("aws:tagkeys", "b").AddTo(context);

        Assert.Equal(["b"], Assert.Single(context.Values).Value);
    }

    [Fact]
    public void They_are_equal_when_they_say_the_same()
    {
        var one = ConditionValues.None.With("s3:prefix", "a");

        Assert.Equal(ConditionValues.None.With("S3:Prefix", "a"), one);
        Assert.Equal(ConditionValues.None.With("S3:Prefix", "a").GetHashCode(), one.GetHashCode());
        Assert.NotEqual(ConditionValues.None.With("s3:prefix", "A"), one);
        Assert.NotEqual(one.With("s3:delimiter", "/"), one);
    }
}
