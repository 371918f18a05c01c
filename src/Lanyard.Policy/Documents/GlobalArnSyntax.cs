namespace Lanyard.Policy.Documents;

/// <summary>What IAM asks of ARNs of services that have no regions, in the policies that it keeps itself.</summary>
/// <remarks>
/// Organizations and the services that keep policies of resources have rules of their own; what they save is only found. A
/// wildcard is no region: whether IAM takes one where there is none is not recorded.
/// </remarks>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html" />
internal static class GlobalArnSyntax
{
    private const string Any = "*";

    // In the order of IAM's sentence.
    private static readonly string[] IamKinds =
    [
        "user/",
        "federated-user/",
        "role/",
        "group/",
        "instance-profile/",
        "mfa/",
        "server-certificate/",
        "policy/",
        "sms-mfa/",
        "saml-provider/",
        "oidc-provider/",
        "report/",
        "access-report/",
    ];

    // Kinds that AWS's own policies and its reference name, and the sentence does not.
    private static readonly string[] LaterKinds = ["assumed-role/", "contextProvider/", "delegation-request/"];

    /// <summary>Refuses an ARN that IAM would refuse.</summary>
    /// <param name="fields">The fields of an entry of <c>Resource</c>; missing ones are at the end.</param>
    /// <param name="node">Where it stands.</param>
    /// <param name="faults">Where the fault goes.</param>
    /// <returns>Whether there was one.</returns>
    public static bool Refuse(string[] fields, SourceNode node, FaultList faults)
    {
        if (!faults.IsForIam || fields.Length < ResourceSyntax.ArnFields)
        {
            return false;
        }

        var (service, region, account, resource) = (fields[2], fields[3], fields[4], fields[5]);
        if (IsSaid(region) && HasNoRegion(service, resource))
        {
            var message = $"the ARNs of `{service}` have no region";
            const string Hint = "leave the field between the colons empty";
            var sentence = service == "iam" ? IamSentences.IamRegion(node.Text) : IamSentences.Region(node.Text);
            faults.Add(FaultCodes.ArnRegionNotAllowed, message, Hint, node, sentence);
            return true;
        }

        if (IsSaid(account) && service == "route53")
        {
            const string Message = "the ARNs of `route53` have no account";
            const string Hint = "leave the field between the colons empty";
            faults.Add(FaultCodes.ArnAccountNotAllowed, Message, Hint, node, IamSentences.Account(node.Text));
            return true;
        }

        if (service == "iam" && !IsIamPath(resource))
        {
            var message = $"IAM has no resources of the kind `{resource.Split('/')[0]}`";
            var hint =
                NearestName.Hint(resource.Split('/')[0], [.. IamKinds.Select(kind => kind.TrimEnd('/'))])
                ?? "begin with the kind, written out, as in `role/app` or `policy/*`; or write `*` alone";
            faults.Add(FaultCodes.InvalidIamPath, message, hint, node, IamSentences.IamPath(IamKinds));
            return true;
        }

        return false;
    }

    private static bool HasNoRegion(string service, string resource) =>
        service is "iam" or "route53" || (service == "s3" && ArnFieldReview.IsBucket(resource));

    // A variable in these fields is ordinary text, for which there is a finding of its own.
    private static bool IsSaid(string field) => field.Length > 0 && !field.AsSpan().ContainsAny('*', '?', '$');

    private static bool IsIamPath(string resource) =>
        resource is Any or "root" or ""
        || VariableSyntax.HasVariable(resource.Split('/')[0])
        || IamKinds.Concat(LaterKinds).Any(kind => resource.StartsWith(kind, StringComparison.Ordinal));
}
