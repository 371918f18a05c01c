using Lanyard.Wire;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>
/// An operation finds what its input is about once, says purely what that needs, and acts on that very thing: derive one
/// class per API action, named like the action.
/// </summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TSubject">
/// What the input is about: a record as it was found, a list of them, or a name where nothing is looked up.
/// </typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
/// <example><code>
/// internal sealed class DeleteRepository(Repositories repositories)
///     : Operation&lt;DeleteRepositoryInput, Found&lt;RepositoryRecord&gt;, DeleteRepositoryOutput&gt;(EcrModel.DeleteRepository)
/// </code></example>
public abstract class Operation<TInput, TSubject, TOutput>(OperationModel<TInput, TOutput> model) : IOperation
    where TInput : class
    where TOutput : class
{
    /// <inheritdoc />
    public OperationModel Model => model;

    object IOperation.ReadInput(WireRequest request) => model.ReadInput(request);

    // One order for all: the model's bounds, then what it is about, then what that needs.
    IAdmission IOperation.Consider(object input, Call call)
    {
        if (input is IConstrained constrained)
        {
            model.Service.Check(constrained);
        }

        var typed = (TInput)input;
        var subject = Find(typed, call);
        return new Admission(this, typed, subject, [.. Require(typed, subject, call)]);
    }

    WireResponse IOperation.WriteOutput(object output, string requestId) =>
        model.WriteOutput((TOutput)output, requestId);

    /// <summary>Looks up, once, what the input is about; whatever takes its name afterwards is another.</summary>
    /// <exception cref="Wire.Errors.AwsException">What AWS answers before it decides.</exception>
    protected abstract TSubject Find(TInput input, Call call);

    /// <summary>Says what the call needs: actions, resources, condition values and the resource's own policy. Looks nothing up.</summary>
    protected abstract IEnumerable<Requirement> Require(TInput input, TSubject subject, Call call);

    /// <summary>Does the work on the subject, once every requirement was granted.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    protected abstract ValueTask<TOutput> InvokeAsync(
        TInput input,
        TSubject subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    );

    private sealed class Admission(
        Operation<TInput, TSubject, TOutput> operation,
        TInput input,
        TSubject subject,
        IReadOnlyList<Requirement> requirements
    ) : IAdmission
    {
        public IReadOnlyList<Requirement> Requirements => requirements;

        public async ValueTask<object> InvokeAsync(AdmittedCall call, CancellationToken cancellationToken) =>
            await operation.InvokeAsync(input, subject, call, cancellationToken);
    }
}
