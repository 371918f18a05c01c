namespace Lanyard.Policy.Documents;

/// <summary>In which order IAM looks for faults: it names one, the first of the earliest stage.</summary>
/// <remarks>
/// As recorded of <c>iam:CreatePolicy</c> for documents with several faults: the grammar, then the version, what it calls
/// legacy parsing, Sids, actions, the form of resources, and the prefixes of actions. For other policies the order is not
/// recorded, and taken to be the same.
/// </remarks>
internal static class RefusalOrder
{
    /// <summary>The stage in which IAM finds a fault, from 0.</summary>
    public static int StageOf(PolicyFault fault) =>
        fault.IamMessage switch
        {
            IamSentences.TooLong or IamSentences.BadCharacter or IamSentences.InvalidJson => 0,
            IamSentences.SyntaxErrors => 1,
            IamSentences.OldVersion => 2,
            IamSentences.LegacyParsing => 3,
            IamSentences.DuplicateSids => 4,
            IamSentences.NoActions => 5,
            IamSentences.ActionWithoutVendor or IamSentences.ActionColons => 7,
            IamSentences.NoResources => 8,
            _ => fault.Code == FaultCodes.InvalidServiceInAction ? 7 : 6,
        };
}
