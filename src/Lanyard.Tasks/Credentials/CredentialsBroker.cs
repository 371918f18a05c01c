using Lanyard.Policy;

namespace Lanyard.Tasks.Credentials;

/// <summary>Hands the task role's credentials to the containers of its task, and to nobody else.</summary>
public sealed class CredentialsBroker
{
    /// <summary>Answers a request for credentials.</summary>
    /// <param name="taskArn">The task on whose link the request came.</param>
    /// <param name="id">The id in the path; may be empty.</param>
    /// <param name="isVersion1">Whether it came by <c>/v1/credentials?id=</c>, which shows in error texts.</param>
    public CredentialsAnswer Answer(Arn taskArn, string id, bool isVersion1 = false) =>
        throw new NotSupportedException();
}
