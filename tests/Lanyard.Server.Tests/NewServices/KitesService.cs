using System.Text.Json;
using Lanyard.Access.Admission;
using Lanyard.Services;
using Lanyard.Wire;
using Lanyard.Wire.Dialects;
using Lanyard.Wire.Protocols;

namespace Lanyard.Server.Tests.NewServices;

/// <summary>A service that no file of the product knows: REST with JSON, one operation of its two.</summary>
internal sealed class KitesService : IService
{
    private static readonly ServiceModel Model = new()
    {
        Prefix = "kites",
        SigningName = "kites",
        Dialect = RestJsonDialect.Instance,
        ApiVersion = "2026-11-24",
        OperationNames = ["GetKite", "FlyKite"],
        Routes =
        [
            new("GetKite", "GET", "/2026-11-24/kites/{Name}"),
            new("FlyKite", "POST", "/2026-11-24/kites/{Name}/flight"),
        ],
    };

    public static OperationModel<Thing, Thing> GetKite { get; } =
        new(Model, "GetKite")
        {
            ReadInput = Thing.In,
            WriteInput = input => new WireRequest { Method = "GET", Path = $"/2026-11-24/kites/{input.Name}" },
            WriteOutput = (output, requestId) =>
                new WireResponse
                {
                    Headers = { ["x-amzn-RequestId"] = requestId, ["Content-Type"] = Model.Dialect.ContentType },
                    Body = JsonSerializer.SerializeToUtf8Bytes(output),
                },
            ReadOutput = response => JsonSerializer.Deserialize<Thing>(response.Body.Span)!,
        };

    public IReadOnlyList<IOperation> Operations { get; } = [new DescribeThing(GetKite)];
}
