namespace Lanyard.Wire.Protocols;

/// <summary>The paths of REST operations, as in <c>/{Bucket}/{Key+}</c>: a label is a whole part, the one with <c>+</c> the rest.</summary>
/// <seealso href="https://smithy.io/2.0/spec/http-bindings.html#labels" />
internal static class RestPath
{
    /// <summary>The labels of a path, decoded; null when it is another path.</summary>
    /// <remarks>A slash at the end is as good as none, except in a label that takes the rest.</remarks>
    public static IReadOnlyList<KeyValuePair<string, string>>? Match(string template, string path)
    {
        var labels = new List<KeyValuePair<string, string>>();
        var rest = path.StartsWith('/') ? path[1..] : path;
        foreach (var part in PartsOf(template))
        {
            if (part.EndsWith("+}", StringComparison.Ordinal))
            {
                labels.Add(new(part[1..^2], WireValue.Decode(rest, plusIsBlank: false)));
                return rest.Length > 0 ? labels : null;
            }

            var slash = rest.IndexOf('/', StringComparison.Ordinal);
            var given = slash < 0 ? rest : rest[..slash];
            rest = slash < 0 ? "" : rest[(slash + 1)..];
            if (!IsLabel(part))
            {
                if (given != part)
                {
                    return null;
                }
            }
            else if (given.Length > 0)
            {
                labels.Add(new(part[1..^1], WireValue.Decode(given, plusIsBlank: false)));
            }
            else
            {
                return null;
            }
        }

        return rest.Length == 0 ? labels : null;
    }

    /// <summary>How many parts of a path are spelt out.</summary>
    public static int Literals(string template) => PartsOf(template).Count(part => part.Length > 0 && !IsLabel(part));

    private static string[] PartsOf(string template) => template[1..].Split('/');

    private static bool IsLabel(string part) => part.StartsWith('{');
}
