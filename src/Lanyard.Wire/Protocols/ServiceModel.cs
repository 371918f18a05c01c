using Lanyard.Wire.Constraints;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Signing;

namespace Lanyard.Wire.Protocols;

/// <summary>What all operations of a service share on the wire.</summary>
public sealed class ServiceModel
{
    /// <summary>The prefix of the service's IAM actions, as in <c>ecs</c>; also its key here.</summary>
    public required string Prefix { get; init; }

    /// <summary>The service's name in credential scopes.</summary>
    public required string SigningName { get; init; }

    /// <summary>The service's ways.</summary>
    public required ServiceDialect Dialect { get; init; }

    /// <summary>For JSON services what stands before the dot in <c>X-Amz-Target</c>; otherwise empty.</summary>
    public string TargetPrefix { get; init; } = "";

    /// <summary>For Query services the <c>Version</c>; otherwise the model's date.</summary>
    public required string ApiVersion { get; init; }

    /// <summary>The namespace of XML answers; empty for JSON services.</summary>
    public string XmlNamespace { get; init; } = "";

    /// <summary>Whether the service is global: signed and authorized in <c>us-east-1</c> (IAM).</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The names of all operations that the service has, with or without a model.</summary>
    public IReadOnlyList<string> OperationNames { get; init; } = [];

    /// <summary>For REST services how their operations are told apart; otherwise empty.</summary>
    public IReadOnlyList<RestRoute> Routes { get; init; } = [];

    /// <summary>How the service's requests are signed.</summary>
    public SignatureRules SigningRules => Dialect.Signing(this);

    /// <summary>Refuses an input that its model does not allow.</summary>
    /// <exception cref="AwsException">The input violates a constraint; in the service's own code and words.</exception>
    public void Check(IConstrained input)
    {
        var violations = input.Violations();
        if (violations.Count > 0)
        {
            throw Dialect.Invalid(violations);
        }
    }

    /// <summary>The prefix.</summary>
    public override string ToString() => Prefix;
}
