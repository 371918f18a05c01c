namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>What the functions do alike with their arguments.</summary>
internal static class Arguments
{
    /// <summary>Refuses a call whose arguments have the wrong shape.</summary>
    internal static ResolvedNode Malformed(this PropertyEvaluator evaluator, IntrinsicNode call, string takes) =>
        evaluator.Fail(
            TemplateFaultCode.MalformedIntrinsic,
            $"Template error: {call.Name} takes {takes}",
            call.Location
        );

    /// <summary>Refuses a call whose arguments are well formed and have no result.</summary>
    internal static ResolvedNode Failed(this PropertyEvaluator evaluator, IntrinsicNode call, string why) =>
        evaluator.Fail(TemplateFaultCode.IntrinsicFailed, $"Template error: {call.Name} {why}", call.Location);

    /// <summary>Refuses a function of <c>AWS::LanguageExtensions</c> in a template that does not ask for them.</summary>
    internal static ResolvedNode? RefuseWithoutExtensions(this PropertyEvaluator evaluator, IntrinsicNode call) =>
        evaluator.Scope.Template.HasLanguageExtensions
            ? null
            : evaluator.Fail(
                TemplateFaultCode.MalformedIntrinsic,
                $"Template error: {call.Name} needs the transform {CloudFormationTemplate.LanguageExtensions}",
                call.Location,
                $"write `Transform: {CloudFormationTemplate.LanguageExtensions}` at the top of the template"
            );
}
