using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Tests;

/// <summary>What is found in documents, as tests compare it.</summary>
internal static class Findings
{
    /// <summary>The one warning of a document that AWS saves.</summary>
    public static PolicyFault Warning(string json, PolicyKind kind = PolicyKind.Identity)
    {
        var result = PolicyDocument.Parse(json, kind);
        Assert.Empty(result.Faults);
        var warning = Assert.Single(result.Warnings);
        Assert.Equal((FaultSeverity.Warning, ""), (warning.Severity, warning.IamMessage));
        AssertHint(warning);
        return warning;
    }

    /// <summary>The one error of a document that AWS refuses.</summary>
    public static PolicyFault Error(string json, PolicyKind kind = PolicyKind.Identity)
    {
        var result = PolicyDocument.Parse(json, kind);
        Assert.Null(result.Document);
        var error = Assert.Single(result.Faults);
        Assert.Equal(FaultSeverity.Error, error.Severity);
        Assert.NotEmpty(error.IamMessage);
        AssertHint(error);
        return error;
    }

    /// <summary>Holds a document to have nothing wrong at all.</summary>
    public static void None(string json, PolicyKind kind = PolicyKind.Identity)
    {
        var result = PolicyDocument.Parse(json, kind);
        Assert.Empty(result.Faults);
        Assert.Empty(result.Warnings);
    }

    /// <summary>A document of one statement that allows reading under a condition.</summary>
    public static string Under(string condition) =>
        Given.Document(Given.Allow("s3:GetObject", "arn:aws:s3:::b/*", condition));

    private static void AssertHint(PolicyFault fault)
    {
        Assert.NotEmpty(fault.Hint);
        Assert.DoesNotContain('\n', fault.Hint);
    }
}
