namespace Lanyard.Access.Admission;

/// <summary>A call that was considered: what it needs, and the very things it was judged on, to be acted on once it is admitted.</summary>
public interface IAdmission
{
    /// <summary>Every one must be granted. Empty for the operations alone that say so (<see cref="IRequiresNothing" />).</summary>
    IReadOnlyList<Requirement> Requirements { get; }

    /// <summary>Does the work; the argument is the proof that every requirement was granted.</summary>
    /// <exception cref="Wire.Errors.AwsException">The answer is an error of the service.</exception>
    ValueTask<object> InvokeAsync(AdmittedCall call, CancellationToken cancellationToken);
}
