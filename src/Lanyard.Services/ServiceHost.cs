using Lanyard.Access;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Sealing;

namespace Lanyard.Services;

/// <summary>What every service is built from.</summary>
/// <param name="Store">Where records and streams are kept.</param>
/// <param name="Blobs">Where bodies are kept.</param>
/// <param name="Sealer">Seals secret values.</param>
/// <param name="Identities">Users, roles and policies.</param>
/// <param name="Credentials">Access keys and sessions.</param>
/// <param name="Ids">Where identifiers come from.</param>
/// <param name="Time">The clock.</param>
public sealed record ServiceHost(
    IStore Store,
    BlobStore Blobs,
    Sealer Sealer,
    IdentityDirectory Identities,
    CredentialStore Credentials,
    IdSource Ids,
    TimeProvider Time
)
{
    /// <summary>The policies that name users and roles.</summary>
    public PrincipalNames Principals { get; } = new();

    /// <summary>Where the server answers, as in <c>http://127.0.0.1:4566</c>; known once it listens.</summary>
    public Uri? Endpoint { get; set; }
}
