using Lanyard.Access.Admission;

namespace Lanyard.Services.Ssm;

/// <summary>What reading and deleting parameters requires: the action on each parameter, with its tags.</summary>
internal static class ParameterRequirements
{
    /// <summary>The action on one parameter.</summary>
    public static Requirement On(Parameters parameters, string action, ParameterName name, Call call) =>
        new(action, name.Arn) { Context = TagsOf(parameters, name, call) };

    private static IReadOnlyList<KeyValuePair<string, string[]>> TagsOf(
        Parameters parameters,
        ParameterName name,
        Call call
    ) =>
        parameters.Table.TryGet(Parameters.KeyOf(call, name.Name), out var record)
            ?
            [
                .. record.Tags.SelectMany(tag =>
                    new KeyValuePair<string, string[]>[]
                    {
                        new($"aws:ResourceTag/{tag.Key}", [tag.Value]),
                        new($"ssm:resourceTag/{tag.Key}", [tag.Value]),
                    }
                ),
            ]
            : [];
}
