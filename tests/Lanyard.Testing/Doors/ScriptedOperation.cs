using Lanyard.Access.Admission;
using Lanyard.Wire.Protocols;

namespace Lanyard.Testing.Doors;

/// <summary>An operation that a test writes: what it requires and what it answers.</summary>
public sealed class ScriptedOperation<TInput, TOutput>(
    OperationModel<TInput, TOutput> model,
    Func<TInput, Call, Requirement> requires,
    Func<TInput, Call, Task<TOutput>> answers
) : Operation<TInput, TOutput>(model)
    where TInput : class
    where TOutput : class
{
    /// <inheritdoc />
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        TInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(requires(input, call));

    /// <inheritdoc />
    public override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        Call call,
        CancellationToken cancellationToken
    ) => await answers(input, call);
}
