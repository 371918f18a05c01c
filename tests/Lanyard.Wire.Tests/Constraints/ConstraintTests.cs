using Lanyard.Wire.Constraints;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Tests.Models;

namespace Lanyard.Wire.Tests.Constraints;

public sealed class ConstraintTests
{
    private const string RoleArn = "arn:aws:iam::000000000000:role/app";

    private static readonly AssumeRoleInput Good = new() { RoleArn = RoleArn, RoleSessionName = "ab" };

    [Fact]
    public void Good_input_violates_nothing() => Assert.Empty(Good.Violations());

    [Fact]
    public void List_that_its_model_does_not_bound_is_bounded()
    {
        var error = EcsDialect.Instance.Invalid(
            new DescribeTasksInput { Tasks = [.. Enumerable.Range(0, 101).Select(n => $"{n}")] }.Violations()
        );

        Assert.Equal(("InvalidParameterException", "taskIds can have at most 100 items."), (error.Code, error.Message));
    }

    [Fact]
    public void List_that_is_too_long_is_repeated_by_its_beginning()
    {
        var input = Good with
        {
            PolicyArns = [.. Enumerable.Repeat(new PolicyDescriptorType { Arn = new string('a', 2000) }, 11)],
        };

        var tooLong = Assert.Single(input.Violations(), violation => violation.MostItems is not null);

        Assert.InRange(tooLong.Value!.Length, 1000, 5000);
        Assert.StartsWith("'[", tooLong.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void List_of_as_many_items_as_are_taken_violates_nothing() =>
        Assert.Empty(new DescribeTasksInput { Tasks = [.. Enumerable.Repeat("a", 100)] }.Violations());

    [Fact]
    public void Error_repeats_no_more_of_a_long_value_than_tells_which_it_was()
    {
        var sentence = Only(Good with { RoleSessionName = new string('a', 1_000_000) });

        Assert.InRange(sentence.Length, 1000, 5000);
        Assert.EndsWith("Member must have length less than or equal to 64", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_names_no_more_violations_than_anybody_reads()
    {
        var input = new CreateRoleInput
        {
            RoleName = "app",
            AssumeRolePolicyDocument = "{}",
            Tags = [.. Enumerable.Repeat(new Lanyard.Wire.Models.Iam.Tag { Key = "" }, 10_000)],
        };

        Assert.Equal(100, input.Violations().Count);
    }

    [Fact]
    public void Missing_member_is_null() =>
        Assert.Equal(
            "Value null at 'roleArn' failed to satisfy constraint: Member must not be null",
            Only(Good with { RoleArn = null })
        );

    [Theory]
    [InlineData("a b", "Member must satisfy regular expression pattern: [\\w+=,.@-]*")]
    [InlineData("élan", "Member must satisfy regular expression pattern: [\\w+=,.@-]*")]
    [InlineData("ab\n", "Member must satisfy regular expression pattern: [\\w+=,.@-]*")]
    [InlineData("a", "Member must have length greater than or equal to 2")]
    [InlineData("", "Member must have length greater than or equal to 2")]
    public void Text_keeps_to_length_and_pattern(string name, string rule) =>
        Assert.Equal(
            $"Value '{name}' at 'roleSessionName' failed to satisfy constraint: {rule}",
            Only(Good with { RoleSessionName = name })
        );

    [Theory]
    [InlineData(899, "Member must have value greater than or equal to 900")]
    [InlineData(43201, "Member must have value less than or equal to 43200")]
    public void Number_keeps_to_its_bounds(int seconds, string rule) =>
        Assert.Equal(
            $"Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: {rule}",
            Only(Good with { DurationSeconds = seconds })
        );

    [Fact]
    public void Structures_of_a_list_are_checked_in_their_place() =>
        Assert.Equal(
            "Value null at 'tags.2.member.value' failed to satisfy constraint: Member must not be null",
            Only(Good with { Tags = [new() { Key = "a", Value = "" }, new() { Key = "b" }] })
        );

    [Fact]
    public void Texts_of_a_list_are_told_all_their_rules() =>
        Assert.Equal(
            "Value '[a, ]' at 'transitiveTagKeys' failed to satisfy constraint: Member must satisfy constraint: "
                + "[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, "
                + "Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+]",
            Only(Good with { TransitiveTagKeys = ["a", ""] })
        );

    [Fact]
    public void List_keeps_to_its_length() =>
        Assert.Equal(
            "Value '[]' at 'names' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Only(new GetParametersInput { Names = [] })
        );

    [Fact]
    public void Secret_is_not_shown() =>
        Assert.Equal(
            "Value at 'secretString' failed to satisfy constraint: Member must have length greater than or equal to 1",
            Only(new CreateSecretInput { Name = "n", SecretString = new Secret("") })
        );

    [Fact]
    public void Allowed_values_are_listed_except_by_IAM()
    {
        Assert.EndsWith(
            "Member must satisfy enum value set: [LogStreamName, LastEventTime]",
            Only(new DescribeLogStreamsInput { OrderBy = "Size" }),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "Member must satisfy enum value set",
            Only(new ListPoliciesInput { Scope = "Mine" }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Several_violations_are_one_error()
    {
        var error = Assert.Throws<AwsException>(() =>
            StsModel.Service.Check(new AssumeRoleInput { RoleArn = RoleArn, DurationSeconds = 1 })
        );

        Assert.Equal(("ValidationError", 400), (error.Code, error.StatusCode));
        Assert.Equal(
            "2 validation errors detected: "
                + "Value null at 'roleSessionName' failed to satisfy constraint: Member must not be null; "
                + "Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
            error.Message
        );
    }

    [Fact]
    public void Ecr_has_words_of_its_own()
    {
        var error = Assert.Throws<AwsException>(() =>
            EcrModel.Service.Check(new CreateRepositoryInput { RepositoryName = "Receipts" })
        );

        Assert.Equal("InvalidParameterException", error.Code);
        Assert.StartsWith(
            "Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular expression",
            error.Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(BotocoreCaseTests.Operations), MemberType = typeof(BotocoreCaseTests))]
    public void Every_pattern_is_understood(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);
        dynamic model = @case.Operation;
        object input = model.ReadInput(@case.Request);

        // S3 alone has no constraints of this kind; samples hold every member and so reach every pattern.
        Assert.Equal(service != "s3", input is IConstrained);
        _ = (input as IConstrained)?.Violations();
    }

    private static string Only(IConstrained input) => Assert.Single(input.Violations()).ToString();
}
