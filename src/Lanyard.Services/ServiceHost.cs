using Lanyard.Access;
using Lanyard.Access.Identity;
using Lanyard.Access.Sessions;
using Lanyard.Storage;
using Lanyard.Storage.Blobs;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;

namespace Lanyard.Services;

/// <summary>What every service is built from.</summary>
/// <param name="Records">Where records are kept, in tables.</param>
/// <param name="Blobs">Where bodies are kept.</param>
/// <param name="Sealer">Seals secret values.</param>
/// <param name="Identities">Users, roles and policies.</param>
/// <param name="Credentials">Access keys and sessions.</param>
/// <param name="Ids">Where identifiers come from.</param>
/// <param name="Time">The clock.</param>
public sealed record ServiceHost(
    Records Records,
    IBlobStore Blobs,
    Sealer Sealer,
    IdentityDirectory Identities,
    CredentialStore Credentials,
    IdSource Ids,
    TimeProvider Time
)
{
    /// <summary>Where streams are kept, and records of which there are too many for tables.</summary>
    public IStore Store => Records.Store;

    /// <summary>The policies that name users and roles.</summary>
    public PrincipalNames Principals { get; } = new();

    /// <summary>Where the server answers, as in <c>http://127.0.0.1:4566</c>; known once it listens.</summary>
    public Uri? Endpoint { get; set; }
}
