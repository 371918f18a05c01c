using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models.Lanyard;

/// <summary>Lanyard's own service on the wire: what its command line asks a running server.</summary>
public static class LanyardModel
{
    /// <summary>The service.</summary>
    public static ServiceModel Service { get; } =
        new()
        {
            Prefix = "lanyard",
            SigningName = "lanyard",
            Protocol = Protocol.Json11,
            ApiVersion = "2026-11-24",
            TargetPrefix = "Lanyard_20261124",
        };

    /// <summary>The decisions of the front door, from a sequence number on.</summary>
    public static OperationModel<ListDecisionsInput, ListDecisionsOutput> ListDecisions { get; } =
        AwsJsonProtocol.Operation<ListDecisionsInput, ListDecisionsOutput>(
            Service,
            "ListDecisions",
            ListDecisionsInput.ReadJson,
            ListDecisionsInput.WriteJson,
            ListDecisionsOutput.ReadJson,
            ListDecisionsOutput.WriteJson
        );

    /// <summary>What the containers of a task wrote.</summary>
    public static OperationModel<GetTaskOutputInput, GetTaskOutputOutput> GetTaskOutput { get; } =
        AwsJsonProtocol.Operation<GetTaskOutputInput, GetTaskOutputOutput>(
            Service,
            "GetTaskOutput",
            GetTaskOutputInput.ReadJson,
            GetTaskOutputInput.WriteJson,
            GetTaskOutputOutput.ReadJson,
            GetTaskOutputOutput.WriteJson
        );

    /// <summary>What the server is and where it keeps its data.</summary>
    public static OperationModel<DescribeServerInput, DescribeServerOutput> DescribeServer { get; } =
        AwsJsonProtocol.Operation<DescribeServerInput, DescribeServerOutput>(
            Service,
            "DescribeServer",
            DescribeServerInput.ReadJson,
            DescribeServerInput.WriteJson,
            DescribeServerOutput.ReadJson,
            DescribeServerOutput.WriteJson
        );

    /// <summary>The administrator of an account, made where it is missing, with its key.</summary>
    public static OperationModel<CreateAdministratorInput, CreateAdministratorOutput> CreateAdministrator { get; } =
        AwsJsonProtocol.Operation<CreateAdministratorInput, CreateAdministratorOutput>(
            Service,
            "CreateAdministrator",
            CreateAdministratorInput.ReadJson,
            CreateAdministratorInput.WriteJson,
            CreateAdministratorOutput.ReadJson,
            CreateAdministratorOutput.WriteJson
        );

    /// <summary>Stops all tasks and forgets everything but the administrator.</summary>
    public static OperationModel<ResetInput, ResetOutput> Reset { get; } =
        AwsJsonProtocol.Operation<ResetInput, ResetOutput>(
            Service,
            "Reset",
            ResetInput.ReadJson,
            ResetInput.WriteJson,
            ResetOutput.ReadJson,
            ResetOutput.WriteJson
        );

    /// <summary>Ends the server.</summary>
    public static OperationModel<StopServerInput, StopServerOutput> StopServer { get; } =
        AwsJsonProtocol.Operation<StopServerInput, StopServerOutput>(
            Service,
            "StopServer",
            StopServerInput.ReadJson,
            StopServerInput.WriteJson,
            StopServerOutput.ReadJson,
            StopServerOutput.WriteJson
        );

    /// <summary>The operations that have a model: all of them.</summary>
    public static IReadOnlyList<OperationModel> Operations { get; } =
    [ListDecisions, GetTaskOutput, DescribeServer, CreateAdministrator, Reset, StopServer];

    /// <summary>The names of all operations of the service.</summary>
    internal static string[] OperationNames { get; } = [.. Operations.Select(operation => operation.Name)];
}
