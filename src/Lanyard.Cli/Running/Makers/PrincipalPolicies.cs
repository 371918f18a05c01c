using Lanyard.Policy.Documents;
using Lanyard.Templates;

namespace Lanyard.Cli.Running.Makers;

/// <summary>The policies that a template's role or user says it has.</summary>
/// <param name="Managed">The ARNs of managed policies.</param>
/// <param name="Inline">Documents by name.</param>
internal sealed record PrincipalPolicies(
    IReadOnlyList<string> Managed,
    IReadOnlyList<KeyValuePair<string, string>> Inline
)
{
    /// <summary>Reads them.</summary>
    public static PrincipalPolicies Read(PropertyReader properties, MakingContext context) =>
        new(
            properties.OptionalStrings("ManagedPolicyArns"),
            [
                .. properties
                    .Each("Policies")
                    .Select(policy => new KeyValuePair<string, string>(
                        policy.RequireString("PolicyName"),
                        context.Policy(policy.RequireDocument("PolicyDocument"), PolicyKind.Identity, properties.Owner)
                    )),
            ]
        );

    /// <summary>Gives them to whoever shall have them, and takes away all others.</summary>
    public async Task KeepAsync(PolicyCalls holder, CancellationToken cancellationToken)
    {
        foreach (var (name, document) in Inline)
        {
            await holder.PutAsync(name, document, cancellationToken);
        }

        foreach (var arn in Managed)
        {
            await holder.AttachAsync(arn, cancellationToken);
        }

        var names = await holder.ListAsync(cancellationToken);
        foreach (var name in names.Except(Inline.Select(policy => policy.Key), StringComparer.Ordinal))
        {
            await holder.DeleteAsync(name, cancellationToken);
        }

        var attached = await holder.ListAttachedAsync(cancellationToken);
        foreach (var arn in attached.Except(Managed, StringComparer.Ordinal))
        {
            await holder.DetachAsync(arn, cancellationToken);
        }
    }
}
