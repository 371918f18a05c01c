using System.Collections.Immutable;
using Lanyard.Access.Sessions;
using Lanyard.Policy.Evaluation;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>The tags of a session: those it is given, and the transitive ones of the session that makes it.</summary>
/// <param name="All">Every tag; names keep their case and fold it when they are compared.</param>
/// <param name="TransitiveKeys">The names of those that go on to sessions made by this one.</param>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html" />
internal sealed record SessionTags(ImmutableSortedDictionary<string, string> All, ImmutableArray<string> TransitiveKeys)
{
    /// <summary>The tags that a call asks for, with those that its caller hands on.</summary>
    /// <exception cref="Wire.Errors.AwsException">A name comes twice, is handed on already, or is transitive without a tag.</exception>
    public static SessionTags Of(AssumeRoleInput input, Caller caller)
    {
        var given = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in input.Tags ?? [])
        {
            if (given.ContainsKey(tag.Key!))
            {
                throw StsErrors.DuplicateTags();
            }

            given.Add(tag.Key!, tag.Value!);
        }

        if (given.Keys.Any(caller.TransitiveTags.ContainsKey))
        {
            throw StsErrors.TransitiveTagTaken();
        }

        var transitive = input.TransitiveTagKeys ?? [];
        if (!transitive.All(given.ContainsKey))
        {
            throw StsErrors.TransitiveKeyWithoutTag();
        }

        return new(given.ToImmutable().SetItems(caller.TransitiveTags), [.. transitive, .. caller.TransitiveTags.Keys]);
    }

    /// <summary>The condition values of the tags.</summary>
    public ConditionValues Context() =>
        TransitiveKeys.IsEmpty
            ? TagContext.OfRequest(All)
            : TagContext.OfRequest(All).With("sts:TransitiveTagKeys", TransitiveKeys);
}
