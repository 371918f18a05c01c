using Lanyard.Policy.Documents;
using Lanyard.Policy.Evaluation;
using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Explanation;

/// <summary>Names what keeps a statement's resources from covering the one that is asked for.</summary>
/// <remarks>
/// Each difference is found by trying: the pattern without it must cover the resource. Which case, account, region or path
/// is meant nobody knows, so that the fix is the resource itself; suffixes have a pattern of their own.
/// </remarks>
internal sealed class ResourceDifference
{
    private const int Partition = 1;
    private const int Service = 2;
    private const int Region = 3;
    private const int Account = 4;
    private const int Tail = 5;

    private readonly AuthorizationRequest _request;
    private readonly CompiledPolicy _policy;
    private readonly string _asked;
    private readonly string[] _askedFields;

    private ResourceDifference(AuthorizationRequest request, CompiledPolicy policy)
    {
        _request = request;
        _policy = policy;
        _asked = request.Resource;
        _askedFields = _asked.Split(':', ArnText.Fields);
    }

    /// <summary>The nearest difference of a statement that does not cover the resource.</summary>
    public static Difference Find(PolicyStatement source, AuthorizationRequest request, CompiledPolicy policy)
    {
        if (source.IsNotResource)
        {
            var excepted = $"`{request.Resource}` is excepted by {Wording.List(source.Resources)}";
            return new Difference(MissedElement.Resource, NearMissKind.Excepted, excepted);
        }

        if (request.Resource == "*")
        {
            var detail =
                $"`{request.Action}` has no resource, which only `*` covers, not {Wording.List(source.Resources)}";
            return new Difference(MissedElement.Resource, NearMissKind.NoResource, detail);
        }

        return new ResourceDifference(request, policy).FindNearest(source);
    }

    private Difference FindNearest(PolicyStatement source)
    {
        Difference? nearest = null;
        if (_askedFields.Length == ArnText.Fields)
        {
            for (var i = 0; i < source.Resources.Length; i++)
            {
                var found = CompareVariables(source.Resources[i]) ?? Compare(i, source.Resources[i]);
                nearest = found is not null && (nearest is null || found.Kind < nearest.Kind) ? found : nearest;
            }
        }

        var other = $"`{_asked}` does not match {Wording.List(source.Resources)}";
        return nearest ?? new Difference(MissedElement.Resource, NearMissKind.Other, other);
    }

    private Difference? CompareVariables(string pattern) =>
        VariableDifference.Find(
            MissedElement.Resource,
            pattern,
            _policy,
            _request.Context,
            (entry, version) =>
                ArnPattern.ForResource(entry, version, _policy.Settings).IsMatch(new ArnText(_asked), _request.Context)
        );

    private Difference? Compare(int entry, string pattern)
    {
        var named = new ArnText(pattern);
        if (!named.IsArn || !named.Field(Service).SequenceEqual(_askedFields[Service]))
        {
            return CompareAcrossFields(entry, pattern);
        }

        var others = new List<int>();
        foreach (var field in (ReadOnlySpan<int>)[Account, Region, Partition])
        {
            if (!IsFieldMatch(named.Field(field), _askedFields[field]))
            {
                others.Add(field);
            }
        }

        var found = others.Count == 0 ? CompareTails(entry, pattern, named.Tail) : CompareFields(entry, named, others);
        return found ?? CompareAcrossFields(entry, pattern);
    }

    private Difference? CompareTails(int entry, string pattern, ReadOnlySpan<char> rest)
    {
        if (!CouldMean(rest))
        {
            return null;
        }

        var tail = rest.ToString();
        if (_askedFields[Service] == "logs" && Covers($"{tail}:*"))
        {
            var detail = $"`{pattern}` lacks `:*` at its end, without which it does not cover `{_asked}`";
            return Found(NearMissKind.MissingLogSuffix, detail, new($"{pattern}:*", entry) { KeepsEntry = false });
        }

        if (_askedFields[Service] == "secretsmanager" && Covers($"{tail}-??????"))
        {
            var detail = $"`{pattern}` lacks the six random characters at the end of `{_asked}`";
            return Found(
                NearMissKind.MissingSecretSuffix,
                detail,
                new($"{pattern}-??????", entry) { KeepsEntry = false }
            );
        }

        if (IsMatch(Headed(tail.ToUpperInvariant()), Headed(_askedFields[Tail].ToUpperInvariant())))
        {
            return Found(NearMissKind.OtherCase, $"`{pattern}` is `{_asked}` in another case", new(_asked, entry));
        }

        return ComparePaths(entry, pattern, tail);
    }

    private Difference? ComparePaths(int entry, string pattern, string tail)
    {
        var below = tail.EndsWith('/') ? "*" : "/*";
        if (Covers(tail + below))
        {
            // Keys of objects are data, which policies do not list: whoever means a bucket's objects means all.
            var fix = _askedFields[Service] == "s3" ? pattern + below : _asked;
            var detail = $"`{pattern}` ends where the path of `{_asked}` goes on";
            return Found(NearMissKind.MissingPath, detail, new(fix, entry));
        }

        if (tail.AsSpan().EndsWith("/*") || tail.AsSpan().EndsWith(":*"))
        {
            if (Covers(tail[..^2]))
            {
                var detail = $"`{pattern}` covers what is below `{_asked}`, not that itself";
                return Found(NearMissKind.OnlyBelow, detail, new(_asked, entry));
            }
        }

        if (_askedFields[Service] == "iam" && Covers(WithAskedPath(tail)))
        {
            var detail = $"`{pattern}` has another path than `{_asked}`";
            return Found(NearMissKind.OtherPath, detail, new(_asked, entry));
        }

        return
            tail.Contains("//", StringComparison.Ordinal) && Covers(tail.Replace("//", "/", StringComparison.Ordinal))
            ? Found(NearMissKind.DoubledSlash, $"`{pattern}` has a slash more than `{_asked}`", new(_asked, entry))
            : null;
    }

    /// <summary>The type and the name of a pattern, with the path of the resource between them.</summary>
    private string WithAskedPath(string tail)
    {
        var (name, askedName) = (tail.LastIndexOf('/'), _askedFields[Tail].LastIndexOf('/'));
        var type = tail.IndexOf('/') + 1;
        var askedType = _askedFields[Tail].IndexOf('/') + 1;
        return name < 0 || askedName < 0
            ? tail
            : $"{tail[..type]}{_askedFields[Tail][askedType..(askedName + 1)]}{tail[(name + 1)..]}";
    }

    private Difference? CompareFields(int entry, in ArnText named, List<int> others)
    {
        if (!CouldMean(named.Tail) || !Covers(named.Tail.ToString()))
        {
            return null;
        }

        var (pattern, fields) = (named.Text, named.Text.Split(':', ArnText.Fields));
        var (there, here) = (
            string.Join(" and ", others.Select(field => Describe(field, fields[field]))),
            string.Join(" and ", others.Select(field => Describe(field, _askedFields[field])))
        );
        var kind = others[^1] switch
        {
            Partition => NearMissKind.OtherPartition,
            _ when others[0] == Account => NearMissKind.OtherAccount,
            _ => NearMissKind.OtherRegion,
        };
        return Found(kind, $"`{pattern}` is in {there}, `{_asked}` in {here}", new(_asked, entry));
    }

    private static string Describe(int field, string text)
    {
        var name = field switch
        {
            Partition => "partition",
            Region => "region",
            _ => "account",
        };
        return text.Length == 0 ? $"no {name}" : $"{name} `{text}`";
    }

    /// <summary>A pattern that would cover the resource if its wildcards did not end at the colons.</summary>
    private Difference? CompareAcrossFields(int entry, string pattern)
    {
        var wildcard = pattern.AsSpan().IndexOfAny('*', '?');
        if (
            wildcard < 0
            || !_asked.AsSpan().StartsWith(pattern.AsSpan(0, wildcard))
            || !Pattern.Compile(pattern, PatternSyntax.Wildcards).IsMatch(_asked, _request.Context)
        )
        {
            return null;
        }

        var detail = $"a wildcard of `{pattern}` stands in another field than what it is to cover of `{_asked}`";
        return Found(NearMissKind.WildcardInOtherField, detail, new(_asked, entry));
    }

    private static Difference Found(NearMissKind kind, string detail, ElementFix fix) =>
        new(MissedElement.Resource, kind, detail, fix);

    private bool IsFieldMatch(ReadOnlySpan<char> field, string asked) =>
        field.ContainsAny('*', '?')
            ? Pattern.Compile(field, PatternSyntax.Wildcards).IsMatch(asked, _request.Context)
            : field.SequenceEqual(asked);

    /// <summary>Whether a sixth field begins as the resource's does, which all but a path's middle must; tells most at once.</summary>
    private bool CouldMean(ReadOnlySpan<char> tail)
    {
        if (_askedFields[Service] == "iam" || tail.Contains("//", StringComparison.Ordinal))
        {
            return true;
        }

        var end = tail.IndexOfAny('*', '?', '$');
        // What is below a resource begins with a separator, which the resource itself does not have.
        var beginning = end < 0 ? tail : tail[..Math.Max(0, end - 1)];
        return _askedFields[Tail].AsSpan().StartsWith(beginning, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a sixth field would cover the resource's.</summary>
    private bool Covers(string tail) => IsMatch(Headed(tail), _asked);

    private string Headed(string tail) => $"{_asked[..^_askedFields[Tail].Length]}{tail}";

    private bool IsMatch(string pattern, string asked) =>
        ArnPattern
            .ForResource(pattern, _policy.Document.Version, _policy.Settings)
            .IsMatch(new ArnText(asked), _request.Context);
}
