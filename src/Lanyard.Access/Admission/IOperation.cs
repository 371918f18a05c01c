using Lanyard.Wire;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>What answers one API action: what a call requires, and how it is invoked once that is granted.</summary>
public interface IOperation
{
    /// <summary>The action on the wire.</summary>
    OperationModel Model { get; }

    /// <summary>Reads the input of a request.</summary>
    object ReadInput(WireRequest request);

    /// <summary>Says what the call needs. An empty list is for the few actions that need nothing; a test lists them.</summary>
    ValueTask<IReadOnlyList<Requirement>> RequireAsync(object input, Call call, CancellationToken cancellationToken);

    /// <summary>Does the work; called by the front door alone, after every requirement was granted.</summary>
    ValueTask<object> InvokeAsync(object input, Call call, CancellationToken cancellationToken);

    /// <summary>Makes the response for an output.</summary>
    WireResponse WriteOutput(object output, string requestId);
}
