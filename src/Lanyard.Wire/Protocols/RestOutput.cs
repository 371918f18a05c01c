using System.Text;
using System.Xml;

namespace Lanyard.Wire.Protocols;

/// <summary>What generated code writes a REST request or response to: labels, query, headers and body.</summary>
internal sealed class RestOutput
{
    private readonly List<KeyValuePair<string, string>> _labels = [];
    private readonly List<KeyValuePair<string, string>> _query = [];

    /// <summary>The headers.</summary>
    public WireHeaders Headers { get; } = [];

    /// <summary>The body in memory.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>The body as a stream.</summary>
    public Stream? BodyStream { get; private set; }

    /// <summary>The path and query for a template such as <c>/{Bucket}/{Key+}?list-type=2</c>.</summary>
    /// <exception cref="ArgumentException">A label has no value.</exception>
    public (string Path, string Query) Target(string template)
    {
        var question = template.IndexOf('?', StringComparison.Ordinal);
        var path = question < 0 ? template : template[..question];
        foreach (var (name, value) in _labels)
        {
            path = path.Replace($"{{{name}}}", WireValue.Encode(value), StringComparison.Ordinal);
            path = path.Replace($"{{{name}+}}", WireValue.Encode(value, keepSlashes: true), StringComparison.Ordinal);
        }

        if (path.Contains('{', StringComparison.Ordinal))
        {
            throw new ArgumentException($"a part of the path {path} has no value", nameof(template));
        }

        var fixedPart = question < 0 ? [] : new[] { template[(question + 1)..] };
        var pairs = _query.Select(pair => $"{WireValue.Encode(pair.Key)}={WireValue.Encode(pair.Value)}");
        return (path, string.Join('&', [.. fixedPart, .. pairs]));
    }

    public void Label(string name, string? value)
    {
        if (value is not null)
        {
            _labels.Add(new(name, value));
        }
    }

    public void Query(string name, string? value)
    {
        if (value is not null)
        {
            _query.Add(new(name, value));
        }
    }

    public void Query(string name, int? value) => Query(name, value is { } number ? WireValue.Format(number) : null);

    public void Query(string name, long? value) => Query(name, value is { } number ? WireValue.Format(number) : null);

    public void Query(string name, bool? value) => Query(name, value is { } flag ? WireValue.Format(flag) : null);

    /// <summary>An instant in ISO 8601, or as headers spell it where the model says so.</summary>
    public void Query(string name, DateTimeOffset? value, bool httpDate = false) =>
        Query(
            name,
            value is not { } instant ? null
                : httpDate ? WireValue.HttpDate(instant)
                : WireValue.Iso8601(instant)
        );

    public void Header(string name, string? value)
    {
        if (value is not null)
        {
            Headers.Add(name, value);
        }
    }

    public void Header(string name, Secret? value) => Header(name, value?.Reveal());

    public void Header(string name, int? value) => Header(name, value is { } number ? WireValue.Format(number) : null);

    public void Header(string name, long? value) => Header(name, value is { } number ? WireValue.Format(number) : null);

    public void Header(string name, bool? value) => Header(name, value is { } flag ? WireValue.Format(flag) : null);

    /// <summary>A date as headers spell it, or in ISO 8601 where the model says so.</summary>
    public void Header(string name, DateTimeOffset? value, bool iso8601 = false) =>
        Header(
            name,
            value is not { } instant ? null
                : iso8601 ? WireValue.Iso8601(instant)
                : WireValue.HttpDate(instant)
        );

    public void Header(string name, IReadOnlyList<string>? values) =>
        Header(name, values is { Count: > 0 } ? string.Join(',', values) : null);

    public void PrefixedHeaders(string prefix, IReadOnlyDictionary<string, string>? values)
    {
        foreach (var (name, value) in values ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            Headers.Add(prefix + name, value);
        }
    }

    public void Document<T>(string root, string xmlNamespace, T? value, Action<XmlWriter, T> write)
        where T : class
    {
        if (value is not null)
        {
            Headers["Content-Type"] = "application/xml";
            Body = XmlOutput.Document(root, xmlNamespace, value, write, declaration: true);
        }
    }

    public void Payload(string? value)
    {
        if (value is not null)
        {
            Body = Encoding.UTF8.GetBytes(value);
        }
    }

    public void Payload(ReadOnlyMemory<byte>? value) => Body = value ?? default;

    public void Payload(Stream? value) => BodyStream = value;
}
