namespace Lanyard.Wire.Protocols;

/// <summary>How a service's calls look on the wire.</summary>
/// <seealso href="https://smithy.io/2.0/aws/protocols/index.html" />
public enum Protocol
{
    /// <summary>AWS JSON 1.0: <c>X-Amz-Target</c>, <c>application/x-amz-json-1.0</c>.</summary>
    Json10,

    /// <summary>AWS JSON 1.1: <c>X-Amz-Target</c>, <c>application/x-amz-json-1.1</c>.</summary>
    Json11,

    /// <summary>Query: a form with <c>Action</c> and <c>Version</c>, answered in XML.</summary>
    Query,

    /// <summary>REST with XML bodies (S3).</summary>
    RestXml,
}
