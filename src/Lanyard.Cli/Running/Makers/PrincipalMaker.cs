using Lanyard.Templates;
using Lanyard.Templates.CloudFormation;
using Lanyard.Wire.Models.Iam;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Makes roles or users and keeps each as the template says: policies that it does not name are taken away.</summary>
internal abstract class PrincipalMaker : IResourceMaker
{
    /// <inheritdoc />
    public abstract string Type { get; }

    /// <summary>The property that names one.</summary>
    protected abstract string NameProperty { get; }

    /// <inheritdoc />
    public ResourcePlan Read(DeclaredResource resource, PropertyReader properties, MakingContext context)
    {
        var wanted = new WantedPrincipal(
            properties.OptionalString(NameProperty) ?? context.NameFor(resource.LogicalId),
            properties.OptionalString("Path") ?? "/",
            properties.OptionalString("PermissionsBoundary"),
            ResourceTags.Read(properties),
            PrincipalPolicies.Read(properties, context)
        );
        return Plan(wanted, properties, context);
    }

    /// <summary>Reads what only this kind has, and plans one.</summary>
    protected abstract ResourcePlan Plan(WantedPrincipal wanted, PropertyReader properties, MakingContext context);

    /// <summary>What a role and a user of a template both say.</summary>
    /// <param name="Name">Its name.</param>
    /// <param name="Path">Its path, <c>/</c> when none is written.</param>
    /// <param name="Boundary">The ARN of its permissions boundary; null for none.</param>
    /// <param name="Tags">Its tags.</param>
    /// <param name="Policies">Its policies.</param>
    protected sealed record WantedPrincipal(
        string Name,
        string Path,
        string? Boundary,
        IReadOnlyDictionary<string, string> Tags,
        PrincipalPolicies Policies
    )
    {
        /// <summary>The tags as IAM takes them.</summary>
        public IReadOnlyList<Tag>? IamTags => Tags.As((key, value) => new Tag { Key = key, Value = value });

        /// <summary>The properties in which one that was there differs and stays as it is.</summary>
        public IReadOnlyList<string> Unchanged(string? path, IReadOnlyList<Tag>? tags)
        {
            var properties = new List<string>();
            if (path != Path)
            {
                properties.Add("Path");
            }

            if (!ResourceTags.AreSame(tags, tag => (tag.Key, tag.Value), Tags))
            {
                properties.Add(ResourceTags.Property);
            }

            return properties;
        }
    }
}
