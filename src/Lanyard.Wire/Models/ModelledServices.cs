using System.Collections.Frozen;
using Lanyard.Wire.Models.Ecr;
using Lanyard.Wire.Models.Ecs;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Lanyard;
using Lanyard.Wire.Models.Logs;
using Lanyard.Wire.Models.S3;
using Lanyard.Wire.Models.SecretsManager;
using Lanyard.Wire.Models.Ssm;
using Lanyard.Wire.Models.Sts;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Models;

/// <summary>All services that have a model.</summary>
public static class ModelledServices
{
    private static readonly ModelledService[] Entries =
    [
        new(IamModel.Service, IamModel.Operations, IamModel.OperationNames),
        new(StsModel.Service, StsModel.Operations, StsModel.OperationNames),
        new(EcsModel.Service, EcsModel.Operations, EcsModel.OperationNames),
        new(EcrModel.Service, EcrModel.Operations, EcrModel.OperationNames),
        new(LogsModel.Service, LogsModel.Operations, LogsModel.OperationNames),
        new(SecretsManagerModel.Service, SecretsManagerModel.Operations, SecretsManagerModel.OperationNames),
        new(SsmModel.Service, SsmModel.Operations, SsmModel.OperationNames),
        new(S3Model.Service, S3Model.Operations, S3Model.OperationNames),
        new(LanyardModel.Service, LanyardModel.Operations, LanyardModel.OperationNames),
    ];

    /// <summary>The services.</summary>
    public static IReadOnlyList<ServiceModel> All { get; } = [.. Entries.Select(entry => entry.Service)];

    /// <summary>The operations of all services that have a model.</summary>
    public static IEnumerable<OperationModel> Operations => Entries.SelectMany(entry => entry.Operations);

    /// <summary>A service by the name in credential scopes; null when it has no model.</summary>
    internal static ModelledService? BySigningName(string name) =>
        Array.Find(Entries, entry => entry.Service.SigningName == name);

    /// <summary>A JSON service by what stands before the dot in <c>X-Amz-Target</c>; null when it has no model.</summary>
    internal static ModelledService? ByTargetPrefix(string prefix) =>
        Array.Find(Entries, entry => entry.Service.TargetPrefix == prefix);

    /// <summary>A Query service by its version and one of its operations; null when it has no model.</summary>
    internal static ModelledService? ByVersion(string version, string operation) =>
        Array.Find(
            Entries,
            entry =>
                entry.Service.Protocol == Protocol.Query
                && entry.Service.ApiVersion == version
                && entry.Knows(operation)
        );
}

/// <summary>A service with its operations.</summary>
internal sealed class ModelledService(
    ServiceModel service,
    IReadOnlyList<OperationModel> operations,
    string[] operationNames
)
{
    private readonly FrozenDictionary<string, OperationModel> _models = operations.ToFrozenDictionary(
        operation => operation.Name,
        StringComparer.Ordinal
    );

    public ServiceModel Service { get; } = service;

    public IReadOnlyList<OperationModel> Operations { get; } = operations;

    /// <summary>The model of an operation; null when it has none.</summary>
    public OperationModel? Model(string operation) => _models.GetValueOrDefault(operation);

    /// <summary>Whether the service has such an operation, with or without a model.</summary>
    public bool Knows(string operation) =>
        _models.ContainsKey(operation) || Array.IndexOf(operationNames, operation) >= 0;
}
