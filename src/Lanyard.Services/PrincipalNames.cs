namespace Lanyard.Services;

/// <summary>
/// The policies of resources, whose principals are users and roles by name: a name of one that is deleted gives way to its
/// unique id, so that whoever takes the name later is not meant.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html" />
public sealed class PrincipalNames
{
    private readonly List<Func<DeletedPrincipal, CancellationToken, ValueTask>> _holders = [];

    /// <summary>Adds a service that keeps such policies; while the services are put together.</summary>
    internal void Add(Func<DeletedPrincipal, CancellationToken, ValueTask> forget) => _holders.Add(forget);

    /// <summary>Takes the names of a user or role that is about to be deleted out of all policies.</summary>
    internal async ValueTask ForgetAsync(DeletedPrincipal principal, CancellationToken cancellationToken)
    {
        foreach (var forget in _holders)
        {
            await forget(principal, cancellationToken);
        }
    }
}
