using Lanyard.Access.Admission;

namespace Lanyard.Services.Ssm;

/// <summary>What actions on parameters require: the action on each parameter, with its tags.</summary>
internal static class ParameterRequirements
{
    /// <summary>The action on one parameter.</summary>
    public static Requirement On(Parameters parameters, string action, ParameterName name, Call call) =>
        new(action, name.Arn)
        {
            ResourceAccount = name.Account,
            Context = TagContext.OfResource(parameters.FindNamesake(call, name)?.Tags, "ssm:resourceTag"),
        };

    /// <summary>Reading one parameter; one that stands for a secret also needs the secret to be readable.</summary>
    public static IEnumerable<Requirement> OnReading(
        Parameters parameters,
        string action,
        ParameterName name,
        Call call
    )
    {
        yield return On(parameters, action, name, call);
        if (parameters.References.SecretIn(name, call) is { } secretId)
        {
            yield return parameters.References.Requirement(secretId, call);
        }
    }
}
