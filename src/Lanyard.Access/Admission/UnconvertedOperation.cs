using System.Diagnostics.CodeAnalysis;
using Lanyard.Wire;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>An operation that looks up what it is about by itself, twice: goes when the last is redrawn.</summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
public abstract class Operation<TInput, TOutput>(OperationModel<TInput, TOutput> model) : IOperation
    where TInput : class
    where TOutput : class
{
    OperationModel IOperation.Model => model;

    /// <summary>Says what the call needs.</summary>
    public abstract ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        TInput input,
        Call call,
        CancellationToken cancellationToken
    );

    /// <summary>Does the work once every requirement is granted.</summary>
    public abstract ValueTask<TOutput> InvokeAsync(TInput input, Call call, CancellationToken cancellationToken);

    object IOperation.ReadInput(WireRequest request) => model.ReadInput(request);

    [SuppressMessage("Design", "CA2012", Justification = "no operation awaits what it requires")]
    IAdmission IOperation.Consider(object input, Call call) =>
        new Admission(
            this,
            (TInput)input,
            RequireAsync((TInput)input, call, CancellationToken.None).GetAwaiter().GetResult()
        );

    WireResponse IOperation.WriteOutput(object output, string requestId) =>
        model.WriteOutput((TOutput)output, requestId);

    /// <summary>One requirement.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> Needs(Requirement requirement) => new([requirement]);

    /// <summary>Several requirements.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> Needs(IReadOnlyList<Requirement> requirements) =>
        new(requirements);

    /// <summary>Nothing.</summary>
    [SuppressMessage("Design", "MA0137", Justification = "reads as a sentence in an operation")]
    protected static ValueTask<IReadOnlyList<Requirement>> NeedsNothing() =>
        ValueTask.FromResult<IReadOnlyList<Requirement>>([]);

    private sealed class Admission(
        Operation<TInput, TOutput> operation,
        TInput input,
        IReadOnlyList<Requirement> requirements
    ) : IAdmission
    {
        public IReadOnlyList<Requirement> Requirements => requirements;

        public async ValueTask<object> InvokeAsync(AdmittedCall call, CancellationToken cancellationToken)
        {
            call.Call.Admitted = call;
            return await operation.InvokeAsync(input, call, cancellationToken);
        }
    }
}
