using Lanyard.Policy.Documents;
using static Lanyard.Policy.Tests.Findings;

namespace Lanyard.Policy.Tests.Documents;

/// <summary>Rule 138: how long each kind of document may be.</summary>
public sealed class DocumentSizeTests
{
    [Theory]
    [InlineData(PolicyKind.ServiceControl, 5_120, "POLICY_SIZE_EXCEEDS_SCP_QUOTA")]
    [InlineData(PolicyKind.ResourceControl, 5_120, "POLICY_SIZE_EXCEEDS_RCP_QUOTA")]
    [InlineData(PolicyKind.Endpoint, 20_480, "POLICY_SIZE_EXCEEDS_ENDPOINT_POLICY_QUOTA")]
    public void Rule_138_white_space_counts_where_Organizations_and_endpoints_refuse(
        PolicyKind kind,
        int limit,
        string code
    )
    {
        var json = Given.Document(kind == PolicyKind.ServiceControl ? Given.Allow("*") : Given.AllowTo("\"*\""));

        None(json.PadRight(limit), kind);
        Assert.Equal(code, Error(json.PadRight(limit + 1), kind).Code);
    }

    [Theory]
    [InlineData(PolicyKind.Managed, 6_144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA")]
    [InlineData(PolicyKind.Boundary, 6_144, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA")]
    [InlineData(PolicyKind.Identity, 10_240, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA")]
    [InlineData(PolicyKind.Session, 2_048, "POLICY_SIZE_EXCEEDS_SESSION_POLICY_QUOTA")]
    [InlineData(PolicyKind.Trust, 2_048, "POLICY_SIZE_EXCEEDS_TRUST_POLICY_QUOTA")]
    public void Rule_138_white_space_does_not_count_where_IAM_refuses_with_a_quota(
        PolicyKind kind,
        int limit,
        string code
    )
    {
        None(DocumentOf(limit, kind).PadRight(limit * 2), kind);
        Assert.Equal(code, Warning(DocumentOf(limit + 1, kind), kind).Code);
    }

    [Fact]
    public void Rule_138_a_quota_that_was_raised_is_kept()
    {
        var raised = new PolicyLimits { Trust = 4_096 };

        Assert.Empty(PolicyDocument.Parse(DocumentOf(4_096, PolicyKind.Trust), PolicyKind.Trust, raised).Warnings);
        Assert.Single(PolicyDocument.Parse(DocumentOf(4_097, PolicyKind.Trust), PolicyKind.Trust, raised).Warnings);
    }

    [Fact]
    public void Services_have_quotas_of_their_own_for_policies_of_resources() =>
        None(DocumentOf(PolicyLimits.Aws.Document, PolicyKind.Resource), PolicyKind.Resource);

    [Fact]
    public void Policies_of_AWS_itself_may_be_longer_than_its_API_takes()
    {
        var json = DocumentOf(152_297, PolicyKind.Managed);

        Assert.False(PolicyDocument.Parse(json, PolicyKind.Managed).IsValid);
        Assert.Empty(PolicyDocument.Parse(json, PolicyKind.Managed, PolicyLimits.AwsManaged).Findings);
    }

    private static string DocumentOf(int characters, PolicyKind kind)
    {
        var whom = """{"AWS":"111122223333"}""";
        var (before, after) = kind switch
        {
            PolicyKind.Trust => ($$"""{"Effect":"Allow","Principal":{{whom}},"Action":"sts:Tag""", "*\"}"),
            PolicyKind.Resource => (
                $$"""{"Effect":"Allow","Principal":{{whom}},"Action":"*","Resource":"arn:aws:s3:::b""",
                "\"}"
            ),
            _ => ("""{"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::b""", "\"}"),
        };
        var rest = characters - Given.Document(before + after).Length;
        return Given.Document(before + new string('x', rest) + after);
    }
}
