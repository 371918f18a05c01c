using Lanyard.Access.Admission;

namespace Lanyard.Services.Sts;

/// <summary>AWS Security Token Service.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html" />
public sealed class StsService(ServiceHost host) : IService
{
    /// <inheritdoc />
    public IReadOnlyList<IOperation> Operations { get; } =
    [new AssumeRole(host.Identities, host.Credentials), new GetCallerIdentity()];
}
