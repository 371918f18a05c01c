using Lanyard.Policy.Documents;

namespace Lanyard.Policy.Explanation;

/// <summary>Names what keeps a statement's actions from covering the one that is asked for.</summary>
internal static class ActionDifference
{
    /// <summary>The nearest difference of a statement that does not cover the action.</summary>
    public static Difference Find(PolicyStatement source, string asked)
    {
        if (source.IsNotAction)
        {
            var excepted = $"`{asked}` is excepted by {Wording.List(source.Actions)}";
            return new Difference(MissedElement.Action, NearMissKind.Excepted, excepted);
        }

        Difference? nearest = null;
        for (var i = 0; i < source.Actions.Length; i++)
        {
            var found = Compare(i, source.Actions[i], asked);
            nearest = found is not null && (nearest is null || found.Kind < nearest.Kind) ? found : nearest;
        }

        var other = $"`{asked}` does not match {Wording.List(source.Actions)}";
        return nearest ?? new Difference(MissedElement.Action, NearMissKind.Other, other);
    }

    /// <summary>Whether an entry is the action of the same name in another service.</summary>
    public static bool IsOfOtherService(string entry, string asked)
    {
        var (colon, askedColon) = (entry.IndexOf(':'), asked.IndexOf(':'));
        return colon > 0
            && askedColon > 0
            && !entry.AsSpan().ContainsAny('*', '?')
            && !IsSame(entry.AsSpan(0, colon), asked.AsSpan(0, askedColon))
            && IsSame(entry.AsSpan(colon), asked.AsSpan(askedColon));
    }

    private static Difference? Compare(int entry, string action, string asked)
    {
        if (IsOfOtherService(action, asked))
        {
            var detail = $"`{action}` is another service's action than `{asked}`";
            return new Difference(MissedElement.Action, NearMissKind.OtherService, detail, new(asked, entry));
        }

        var (colon, askedColon) = (action.IndexOf(':'), asked.IndexOf(':'));
        var isNear =
            colon > 0
            && askedColon > 0
            && IsSame(action.AsSpan(0, colon), asked.AsSpan(0, askedColon))
            && Spelling.IsNear(action.AsSpan(colon + 1), asked.AsSpan(askedColon + 1));
        return isNear
            ? new Difference(
                MissedElement.Action,
                NearMissKind.NearSpelling,
                $"`{action}` is spelled nearly as `{asked}`, but is not the same",
                new(asked, entry)
            )
            : null;
    }

    private static bool IsSame(ReadOnlySpan<char> one, ReadOnlySpan<char> other) =>
        one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
