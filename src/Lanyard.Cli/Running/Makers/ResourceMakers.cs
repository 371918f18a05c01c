using System.Collections.Frozen;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The makers by type.</summary>
internal static class ResourceMakers
{
    private static readonly FrozenDictionary<string, IResourceMaker> ByType = new IResourceMaker[]
    {
        new RepositoryMaker(),
        new LogGroupMaker(),
        new SecretMaker(),
        new ParameterMaker(),
        new BucketMaker(),
        new BucketPolicyMaker(),
        new RoleMaker(),
        new UserMaker(),
        new PolicyMaker(),
        InlinePolicyMaker.OfRoles(),
        InlinePolicyMaker.OfUsers(),
        new ManagedPolicyMaker(),
        new ClusterMaker(),
        new TaskDefinitionMaker(),
    }.ToFrozenDictionary(maker => maker.Type, StringComparer.Ordinal);

    /// <summary>The maker of a type; null when Lanyard does not make it.</summary>
    public static IResourceMaker? Find(string type) => ByType.GetValueOrDefault(type);
}
