using Lanyard.Access.Admission;
using Lanyard.Services.SecretsManager;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Ssm;

/// <summary>The secret that a parameter stands for, as it was found.</summary>
/// <param name="Id">Its name, as it stands in the parameter's.</param>
/// <param name="Found">What was there.</param>
internal sealed record ReferredSecret(string Id, Found<SecretRecord> Found)
{
    /// <summary>Reading the secret.</summary>
    /// <remarks>
    /// Parameter Store passes the call on with the caller's rights and no staging label, which is then in no condition either, as
    /// with <c>GetSecretValue</c>. AWS documents neither; the absent key is the one that allows less.
    /// </remarks>
    public Requirement Needs(Call call) => Secrets.Needs("secretsmanager:GetSecretValue", Id, Found, call);
}
