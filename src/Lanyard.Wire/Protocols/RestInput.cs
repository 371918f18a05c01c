using System.Xml.Linq;
using Lanyard.Wire.Errors;

namespace Lanyard.Wire.Protocols;

/// <summary>What generated code reads a REST request or response from: labels, query, headers and body.</summary>
internal sealed class RestInput
{
    private readonly WireHeaders _headers;
    private readonly ReadOnlyMemory<byte> _body;
    private readonly Stream? _stream;
    private readonly IReadOnlyList<KeyValuePair<string, string>> _labels = [];
    private readonly KeyValuePair<string, string>[] _query = [];

    public RestInput(WireRequest request, IReadOnlyList<KeyValuePair<string, string>> labels)
    {
        (_headers, _body, _stream) = (request.Headers, request.Body, request.BodyStream);
        _labels = labels;
        _query = [.. WireValue.Pairs(request.Query)];
    }

    public RestInput(WireResponse response) =>
        (_headers, _body, _stream) = (response.Headers, response.Body, response.BodyStream);

    /// <summary>A part of the path: <c>Bucket</c> or <c>Key</c>.</summary>
    public RestValue Label(string name) => Find(_labels, name);

    public RestValue Query(string name) => Find(_query, name);

    public RestValue Header(string name) => new(name, _headers[name]?.Trim());

    /// <summary>The headers that begin with a prefix, without it and in lower case.</summary>
    public IReadOnlyDictionary<string, string>? Headers(string prefix)
    {
        var found = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in _headers)
        {
            if (name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                found[name[prefix.Length..].ToLowerInvariant()] = value.Trim();
            }
        }

        return found.Count == 0 ? null : found;
    }

    /// <summary>The root element of the body; an empty element when there is no body.</summary>
    public XElement Document() => _body.IsEmpty ? new XElement("Empty") : XmlInput.Parse(_body);

    /// <summary>The body as one structure; null when there is no body.</summary>
    public T? Document<T>(Func<XElement, T> read)
        where T : class => _body.IsEmpty ? null : read(XmlInput.Parse(_body));

    /// <summary>The body as text; null when there is no body.</summary>
    public string? Text() => _body.IsEmpty ? null : WireValue.Utf8(_body);

    /// <summary>The body as bytes; null when there is no body.</summary>
    public ReadOnlyMemory<byte>? Blob() => _body.IsEmpty ? null : _body;

    /// <summary>The body as a stream; null when there is no body.</summary>
    public Stream? Stream() => _stream ?? (_body.IsEmpty ? null : new MemoryStream(_body.ToArray(), writable: false));

    private static RestValue Find(IReadOnlyList<KeyValuePair<string, string>> pairs, string name)
    {
        foreach (var (key, value) in pairs)
        {
            if (key == name)
            {
                return new(name, value);
            }
        }

        return new(name, null);
    }
}

/// <summary>A text from a label, query or header, on its way to a type.</summary>
internal readonly record struct RestValue(string Name, string? Text)
{
    public Secret? Secret => Text is null ? null : new(Text);

    public int? Int32 => Parse(WireValue.Int32, $"Provided {Name} not an integer or within integer range");

    public long? Int64 => Parse(WireValue.Int64, $"Provided {Name} not an integer or within integer range");

    public bool? Boolean => Parse(WireValue.Boolean, $"Provided {Name} not a boolean");

    public DateTimeOffset? Timestamp => Parse(WireValue.Timestamp, $"Provided {Name} not a date");

    public IReadOnlyList<string>? TextList =>
        Text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private T? Parse<T>(Func<string, T?> parse, string fault)
        where T : struct
    {
        if (string.IsNullOrEmpty(Text))
        {
            return null;
        }

        return parse(Text)
            ?? throw new AwsException("InvalidArgument", fault)
            {
                Details = [new("ArgumentName", Name), new("ArgumentValue", Text)],
            };
    }
}
