using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Adds a parameter, or a version to one that is there. Policies of parameters are accepted and not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html" />
internal sealed class PutParameter(Parameters parameters)
    : Operation<PutParameterInput, NamedParameter, PutParameterOutput>(SsmModel.PutParameter)
{
    private const int MostVersions = 100;

    protected override NamedParameter Find(PutParameterInput input, Call call)
    {
        ParameterRules.CheckTags(input.Tags);
        return parameters.Find(ParameterName.Named(input.Name!, call), call);
    }

    protected override IEnumerable<Requirement> Require(PutParameterInput input, NamedParameter subject, Call call)
    {
        var requirement = subject
            .Needs("ssm:PutParameter")
            .With("ssm:Overwrite", input.Overwrite == true ? "true" : "false")
            .With(TagContext.OfRequest(TagsOf(input)));
        return input.Tags is { Count: > 0 }
            ? [requirement, requirement with { Action = "ssm:AddTagsToResource" }]
            : [requirement];
    }

    protected override async ValueTask<PutParameterOutput> InvokeAsync(
        PutParameterInput input,
        NamedParameter subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        ParameterRules.Check(input);
        var table = parameters.Table;
        var (_, after) = subject.Meant.Record is null
            ? await table.ChangeAsync(subject.Meant.Key, current => Put(current, input, call), cancellationToken)
            : await table.ChangeAsync(
                subject.Meant,
                current => Overwrite(current, input, call),
                SsmErrors.TooManyUpdates,
                cancellationToken
            );
        return new PutParameterOutput { Version = after!.Latest.Number, Tier = after.Tier };
    }

    // The call was judged on no parameter: one made meanwhile is judged in the same way if it has no tags, and only then.
    private ParameterRecord Put(ParameterRecord? current, PutParameterInput input, Call call) =>
        current is null ? New(input, call)
        // `a` and `/a` have one ARN and so exclude each other; neither overwrites the other.
        : current.Name != input.Name ? throw SsmErrors.AlreadyExists()
        : current.Tags.IsEmpty || input.Overwrite != true ? Overwrite(current, input, call)
        : throw SsmErrors.TooManyUpdates();

    private ParameterRecord Overwrite(ParameterRecord current, PutParameterInput input, Call call) =>
        input.Overwrite == true ? WithVersion(current, input, call) : throw SsmErrors.AlreadyExists();

    private ParameterRecord New(PutParameterInput input, Call call)
    {
        var name = input.Name!;
        var type = input.Type ?? throw SsmErrors.TypeMissing();
        ParameterRules.CheckPattern(input.AllowedPattern, input.Value!);
        return new ParameterRecord
        {
            Id = call.RequestId,
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = name,
            Arn = ParameterName.ArnOf(name, call),
            Description = input.Description,
            Tier = ParameterRules.TierOf(input.Value!, input.Tier, current: null),
            DataType = input.DataType ?? ParameterRules.DefaultDataType,
            AllowedPattern = input.AllowedPattern,
            KeyId = ParameterRules.KeyOf(type, input.KeyId),
            Versions = [parameters.NewVersion(1, type, input.Value!, call)],
            Tags = TagsOf(input).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
    }

    private ParameterRecord WithVersion(ParameterRecord current, PutParameterInput input, Call call)
    {
        var pattern = input.AllowedPattern ?? current.AllowedPattern;
        ParameterRules.CheckPattern(pattern, input.Value!);
        var (number, type) = (current.Latest.Number + 1, input.Type ?? current.Latest.Type);
        var kept = current.Versions.Length >= MostVersions ? current.Versions.RemoveAt(0) : current.Versions;
        return current with
        {
            Description = input.Description ?? current.Description,
            AllowedPattern = pattern,
            Tier = ParameterRules.TierOf(input.Value!, input.Tier, current.Tier),
            DataType = input.DataType ?? current.DataType,
            KeyId = ParameterRules.KeyOf(type, input.KeyId ?? current.KeyId),
            Versions = kept.Add(parameters.NewVersion(number, type, input.Value!, call)),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> TagsOf(PutParameterInput input) =>
        (input.Tags ?? []).Select(tag => KeyValuePair.Create(tag.Key!, tag.Value!));
}
