using System.Diagnostics.CodeAnalysis;
using Lanyard.Wire;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>An operation with typed input and output: derive one class per API action, named like the action.</summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
public abstract class Operation<TInput, TOutput>(OperationModel<TInput, TOutput> model) : IOperation
    where TInput : class
    where TOutput : class
{
    OperationModel IOperation.Model => model;

    /// <summary>Says what the call needs: actions, resources, condition values and the resource's own policy.</summary>
    public abstract ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        TInput input,
        Call call,
        CancellationToken cancellationToken
    );

    /// <summary>Does the work once every requirement is granted.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    public abstract ValueTask<TOutput> InvokeAsync(TInput input, Call call, CancellationToken cancellationToken);

    object IOperation.ReadInput(WireRequest request) => model.ReadInput(request);

    ValueTask<IReadOnlyList<Requirement>> IOperation.RequireAsync(
        object input,
        Call call,
        CancellationToken cancellationToken
    ) => RequireAsync((TInput)input, call, cancellationToken);

    async ValueTask<object> IOperation.InvokeAsync(object input, Call call, CancellationToken cancellationToken) =>
        await InvokeAsync((TInput)input, call, cancellationToken);

    WireResponse IOperation.WriteOutput(object output, string requestId) =>
        model.WriteOutput((TOutput)output, requestId);

    /// <summary>One requirement, as most actions have.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> Needs(Requirement requirement) => new([requirement]);

    /// <summary>Several requirements; all must be granted.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> Needs(IReadOnlyList<Requirement> requirements) =>
        new(requirements);

    /// <summary>Nothing: for actions that AWS answers to everybody with a valid signature.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> NeedsNothing() =>
        ValueTask.FromResult<IReadOnlyList<Requirement>>([]);
}
