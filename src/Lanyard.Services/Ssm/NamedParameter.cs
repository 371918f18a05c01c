using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ssm;

/// <summary>A parameter that a caller names, as it was found.</summary>
/// <param name="Name">What the caller gave.</param>
/// <param name="Namesake">
/// What has the name's ARN in the call's account and region, and so what the call is judged on; its name may differ from the one
/// given in the slash that it begins with.
/// </param>
/// <param name="Secret">The secret that it stands for, as found; null for a parameter of its own.</param>
internal sealed record NamedParameter(ParameterName Name, Found<ParameterRecord> Namesake, ReferredSecret? Secret)
{
    /// <summary>The parameter that is meant: nothing, where the namesake is called otherwise.</summary>
    public Found<ParameterRecord> Meant =>
        Name.IsArn || Namesake.Record?.Name == Name.Name ? Namesake : Namesake with { Record = null };

    /// <summary>An action on the parameter.</summary>
    public Requirement Needs(string action) =>
        new(action, Name.Arn)
        {
            ResourceAccount = Name.Account,
            Context = TagContext.OfResource(Namesake.Record?.Tags, "ssm:resourceTag"),
        };

    /// <summary>Reading the parameter; one that stands for a secret also needs that to be readable.</summary>
    public IEnumerable<Requirement> NeedsToRead(string action, Call call) =>
        Secret is null ? [Needs(action)] : [Needs(action), Secret.Needs(call)];
}
