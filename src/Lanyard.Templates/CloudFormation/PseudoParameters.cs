namespace Lanyard.Templates.CloudFormation;

/// <summary>The parameters that CloudFormation itself declares.</summary>
/// <seealso href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html" />
internal static class PseudoParameters
{
    private static readonly Dictionary<string, Func<ResolutionOptions, TemplateLocation, ResolvedNode>> All = new(
        StringComparer.Ordinal
    )
    {
        ["AWS::AccountId"] = (options, at) => ResolvedNode.OfText(options.AccountId.ToString(), at),
        ["AWS::NotificationARNs"] = (_, at) => ResolvedNode.OfList([], at),
        ["AWS::NoValue"] = (_, at) => ResolvedNode.Absent(at),
        ["AWS::Partition"] = (options, at) => ResolvedNode.OfText(options.Partition, at),
        ["AWS::Region"] = (options, at) => ResolvedNode.OfText(options.Region, at),
        ["AWS::StackId"] = (options, at) => ResolvedNode.OfText(options.StackId, at),
        ["AWS::StackName"] = (options, at) => ResolvedNode.OfText(options.StackName, at),
        ["AWS::URLSuffix"] = (options, at) => ResolvedNode.OfText(UrlSuffixOf(options.Partition), at),
    };

    /// <summary>Their names.</summary>
    internal static IReadOnlyCollection<string> Names => All.Keys;

    /// <summary>The value of one; null when CloudFormation declares no such parameter.</summary>
    internal static ResolvedNode? Find(string name, ResolutionOptions options, TemplateLocation at) =>
        All.TryGetValue(name, out var value) ? value(options, at) : null;

    private static string UrlSuffixOf(string partition) => partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}
