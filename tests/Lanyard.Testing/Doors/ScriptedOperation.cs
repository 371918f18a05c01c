using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Testing.Doors;

/// <summary>An operation that a test writes: what it requires and what it answers.</summary>
public sealed class ScriptedOperation<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Func<TInput, Call, Requirement> requires,
    Func<TInput, AdmittedCall, Task<TOutput>> answers
) : Operation<TInput, TInput, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <inheritdoc />
    protected override TInput Find(TInput input, Call call) => input;

    /// <inheritdoc />
    protected override IEnumerable<Requirement> Require(TInput input, TInput subject, Call call) =>
        [requires(input, call)];

    /// <inheritdoc />
    protected override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        TInput subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    ) => await answers(input, call);
}
