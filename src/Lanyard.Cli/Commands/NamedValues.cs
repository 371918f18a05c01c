namespace Lanyard.Cli.Commands;

/// <summary>Options of the form <c>NAME=VALUE</c>.</summary>
internal static class NamedValues
{
    /// <summary>One value a name; the last one counts.</summary>
    /// <exception cref="CommandException">A text is not of the form.</exception>
    public static Dictionary<string, string> Read(string[]? texts, string shape) =>
        ReadAll(texts, shape).ToDictionary(pair => pair.Key, pair => pair.Value[^1], StringComparer.Ordinal);

    /// <summary>All values of each name, in order.</summary>
    /// <exception cref="CommandException">A text is not of the form.</exception>
    public static Dictionary<string, List<string>> ReadAll(string[]? texts, string shape)
    {
        var values = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var text in texts ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw CommandException.Misuse($"`{text}` is not of the form {shape}", "write a name, `=` and a value");
            }

            var name = text[..equals];
            if (!values.TryGetValue(name, out var list))
            {
                values[name] = list = [];
            }

            list.Add(text[(equals + 1)..]);
        }

        return values;
    }
}
