namespace Lanyard.Templates.CloudFormation.Functions;

/// <summary>A function of CloudFormation: what a call of it is worth.</summary>
internal delegate ResolvedNode IntrinsicFunction(PropertyEvaluator evaluator, IntrinsicNode call);
