namespace Lanyard.Tasks.Credentials;

/// <summary>What the credentials endpoint answers: an HTTP status and a JSON document.</summary>
/// <param name="Status">200, or the status of the error.</param>
/// <param name="Json">The document; holds a secret key when the status is 200, so it is not to be logged.</param>
/// <param name="RoleArn">The role whose credentials these are; null for errors.</param>
public sealed record CredentialsAnswer(int Status, ReadOnlyMemory<byte> Json, string? RoleArn)
{
    /// <summary>Says nothing of the document.</summary>
    public override string ToString() => $"credentials answer {Status}";
}
