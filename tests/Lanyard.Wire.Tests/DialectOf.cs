using Lanyard.Wire.Dialects;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests;

/// <summary>The dialects by names that stand in the data of tests.</summary>
internal static class DialectOf
{
    private static readonly Dictionary<string, ServiceDialect> All = new(StringComparer.Ordinal)
    {
        ["json-1.0"] = JsonDialect.Json10,
        ["json-1.1"] = JsonDialect.Json11,
        ["query"] = QueryDialect.Instance,
        ["rest-json"] = RestJsonDialect.Instance,
        ["rest-xml"] = RestXmlDialect.Instance,
        ["s3"] = S3Dialect.Instance,
    };

    public static IEnumerable<string> Names => All.Keys;

    public static ServiceDialect Name(string name) => All[name];
}
