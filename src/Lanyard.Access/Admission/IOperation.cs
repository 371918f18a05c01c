using Lanyard.Wire;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>What answers one API action. Derive from <see cref="Operation{TInput, TSubject, TOutput}" />.</summary>
public interface IOperation
{
    /// <summary>The action on the wire.</summary>
    OperationModel Model { get; }

    /// <summary>Reads the input of a request.</summary>
    object ReadInput(WireRequest request);

    /// <summary>Finds what an input is about and says what the call needs leave for; nothing is done yet.</summary>
    /// <exception cref="Wire.Errors.AwsException">What the service answers before it decides.</exception>
    IAdmission Consider(object input, Call call);

    /// <summary>Makes the response for an output.</summary>
    WireResponse WriteOutput(object output, string requestId);
}
