using Lanyard.Access.Admission;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Resolution;

/// <summary>
/// An action that nobody answers: it still needs <c>prefix:Name</c> on <c>*</c>, so that what is unknown is refused first,
/// and ends with the service's own unknown-operation error for those who may.
/// </summary>
internal sealed class UnansweredOperation(OperationModel model) : IOperation, IAdmission
{
    private static readonly object Nothing = new();

    public OperationModel Model => model;

    public object ReadInput(WireRequest request) => Nothing;

    public IReadOnlyList<Requirement> Requirements => [new(model.Action, "*")];

    public IAdmission Consider(object input, Call call) => this;

    public ValueTask<object> InvokeAsync(AdmittedCall call, CancellationToken cancellationToken) =>
        throw (
            model.Service.Protocol switch
            {
                Protocol.Json10 or Protocol.Json11 => new AwsException(
                    "UnknownOperationException",
                    $"Lanyard does not answer {model.Action} yet"
                ),
                Protocol.Query => new AwsException(
                    "InvalidAction",
                    $"Could not find operation {model.Name} for version {model.Service.ApiVersion}"
                ),
                _ => new AwsException(
                    "NotImplemented",
                    "A header you provided implies functionality that is not implemented",
                    501
                ),
            }
        );

    public WireResponse WriteOutput(object output, string requestId) => new();
}
