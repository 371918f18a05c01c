using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Constraints;

/// <summary>What services answer for an input that violates its model's constraints.</summary>
public static class ConstraintErrors
{
    /// <summary>Refuses an input that its model does not allow.</summary>
    /// <exception cref="AwsException">The input violates a constraint.</exception>
    public static void Check(ServiceModel service, IConstrained input)
    {
        var violations = input.Violations();
        if (violations.Count > 0)
        {
            throw Of(service, violations);
        }
    }

    /// <summary>The error in the service's own code and words.</summary>
    public static AwsException Of(ServiceModel service, IReadOnlyList<ConstraintViolation> violations) =>
        service.Prefix switch
        {
            "iam" or "sts" => new("ValidationError", Sentence(violations)),
            "ecr" => new("InvalidParameterException", EcrSentence(violations[0])),
            "logs" => new("InvalidParameterException", Sentence(violations)),
            "ecs" => new("ClientException", Sentence(violations)),
            _ => new("ValidationException", Sentence(violations)),
        };

    /// <summary>The violations in one sentence, as in <c>1 validation error detected: Value …</c>.</summary>
    public static string Sentence(IReadOnlyList<ConstraintViolation> violations)
    {
        var errors =
            violations.Count == 1 ? "1 validation error" : $"{WireValue.Format(violations.Count)} validation errors";
        return $"{errors} detected: {string.Join("; ", violations)}";
    }

    // ECR has words of its own and names one parameter at a time.
    private static string EcrSentence(ConstraintViolation violation)
    {
        const string Member = "Member ";
        var rule = violation.Rule.StartsWith(Member, StringComparison.Ordinal)
            ? violation.Rule[Member.Length..]
            : violation.Rule;
        return $"Invalid parameter at '{violation.Path}' failed to satisfy constraint: '{rule}'";
    }
}
