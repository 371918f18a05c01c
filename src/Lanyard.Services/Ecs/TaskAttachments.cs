using Lanyard.Access;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>The network interface that a task on awsvpc shows; it stands for the task's own network namespace.</summary>
internal static class TaskAttachments
{
    private const int IdDigits = 17;

    /// <summary>The attachments of one task; none without a network configuration.</summary>
    public static IReadOnlyList<Attachment> For(NetworkConfiguration? configuration, IdSource ids)
    {
        if (configuration?.AwsvpcConfiguration?.Subnets is not [var subnet, ..])
        {
            return [];
        }

        return
        [
            new Attachment
            {
                Id = ids.NewUuid(),
                Type = "ElasticNetworkInterface",
                Status = "PRECREATED",
                Details =
                [
                    Detail("subnetId", subnet),
                    Detail("networkInterfaceId", $"eni-{ids.NewHexId()[..IdDigits]}"),
                ],
            },
        ];
    }

    private static EcsKeyValuePair Detail(string name, string value) => new() { Name = name, Value = value };
}
