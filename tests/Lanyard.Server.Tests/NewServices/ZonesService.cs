using System.Text;
using System.Xml.Linq;
using Lanyard.Access.Admission;
using Lanyard.Services;
using Lanyard.Wire;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Protocols;

namespace Lanyard.Server.Tests.NewServices;

/// <summary>A service that no file of the product knows: REST with XML and not S3, one operation of its two.</summary>
internal sealed class ZonesService : IService
{
    private static readonly ServiceModel Model = new()
    {
        Prefix = "zones",
        SigningName = "zones",
        Dialect = RestXmlDialect.Instance,
        ApiVersion = "2013-04-01",
        XmlNamespace = "https://zones.amazonaws.com/doc/2013-04-01/",
        OperationNames = ["GetZone", "DeleteZone"],
        Routes =
        [
            new("GetZone", "GET", "/2013-04-01/zone/{Name}"),
            new("DeleteZone", "DELETE", "/2013-04-01/zone/{Name}"),
        ],
    };

    public static OperationModel<Thing, Thing> GetZone { get; } =
        new(Model, "GetZone")
        {
            ReadInput = Thing.In,
            WriteInput = input => new WireRequest { Method = "GET", Path = $"/2013-04-01/zone/{input.Name}" },
            WriteOutput = (output, requestId) =>
                new WireResponse
                {
                    Headers = { ["x-amzn-RequestId"] = requestId, ["Content-Type"] = Model.Dialect.ContentType },
                    Body = Encoding.UTF8.GetBytes(new XElement("Zone", output.Name).ToString()),
                },
            ReadOutput = response => new Thing(XElement.Parse(Encoding.UTF8.GetString(response.Body.Span)).Value),
        };

    public IReadOnlyList<IOperation> Operations { get; } = [new DescribeThing(GetZone)];
}
