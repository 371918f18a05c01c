namespace Lanyard.Policy.Documents;

/// <summary>Holds a document to the quota of its kind.</summary>
internal static class DocumentSize
{
    public static void Check(PolicyDocument document, PolicyKind kind, PolicyLimits limits, FaultList faults)
    {
        switch (kind)
        {
            case PolicyKind.ServiceControl:
                Refuse(document, FaultCodes.SizeOfServiceControl, limits.ServiceControl, faults);
                break;
            case PolicyKind.ResourceControl:
                Refuse(document, FaultCodes.SizeOfResourceControl, limits.ResourceControl, faults);
                break;
            case PolicyKind.Endpoint:
                Refuse(document, FaultCodes.SizeOfEndpoint, limits.Endpoint, faults);
                break;
            case PolicyKind.Trust:
                Warn(document, FaultCodes.SizeOfTrust, limits.Trust, faults);
                break;
            case PolicyKind.Session:
                Warn(document, FaultCodes.SizeOfSession, limits.Session, faults);
                break;
            case PolicyKind.Identity:
                Warn(document, FaultCodes.SizeOfIdentity, limits.Inline, faults);
                break;
            case PolicyKind.Managed or PolicyKind.Boundary:
                Warn(document, FaultCodes.SizeOfIdentity, limits.Managed, faults);
                break;
        }
    }

    private static void Refuse(PolicyDocument document, string code, int limit, FaultList faults)
    {
        var size = document.Text.Length;
        if (size > limit)
        {
            var message = $"the document has {size} characters, more than {limit}, white space included";
            const string Hint = "write it without white space, or divide it into several policies";
            faults.Add(code, message, Hint, new SourcePosition(1, 1), "", IamSentences.TooLong);
        }
    }

    // No error: IAM answers with LimitExceeded, not MalformedPolicyDocument, when such a document is saved. The quotas can
    // be raised, and AWS's own managed policies, which boundaries and sessions may use, do not keep them.
    private static void Warn(PolicyDocument document, string code, int limit, FaultList faults)
    {
        var size = document.Size;
        if (size > limit)
        {
            var message = $"the document has {size} characters beside white space, more than {limit}";
            faults.Warn(code, message, "divide it into several policies", new SourcePosition(1, 1), "");
        }
    }
}
