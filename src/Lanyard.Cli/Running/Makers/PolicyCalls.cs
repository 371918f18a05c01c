namespace Lanyard.Cli.Running.Makers;

/// <summary>The calls about the policies of one role or one user, which IAM has twice.</summary>
internal abstract class PolicyCalls
{
    /// <summary>Gives it an inline policy.</summary>
    public abstract Task PutAsync(string policy, string document, CancellationToken cancellationToken);

    /// <summary>Takes an inline policy away.</summary>
    public abstract Task DeleteAsync(string policy, CancellationToken cancellationToken);

    /// <summary>The names of its inline policies.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Attaches a managed policy.</summary>
    public abstract Task AttachAsync(string arn, CancellationToken cancellationToken);

    /// <summary>Detaches a managed policy.</summary>
    public abstract Task DetachAsync(string arn, CancellationToken cancellationToken);

    /// <summary>The ARNs of the managed policies that are attached to it.</summary>
    public abstract Task<IReadOnlyList<string>> ListAttachedAsync(CancellationToken cancellationToken);
}
