using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Hands out a password for the registry. The proxy endpoint is the server's own address, since that is what a client can reach.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html" />
internal sealed class GetAuthorizationToken(EcrAuthorization authorization, ServiceHost host)
    : ReadOperation<GetAuthorizationTokenInput, Caller, GetAuthorizationTokenOutput>(EcrModel.GetAuthorizationToken)
{
    protected override Caller Find(GetAuthorizationTokenInput input, Call call) => call.Caller;

    protected override IEnumerable<Requirement> Require(GetAuthorizationTokenInput input, Caller subject, Call call) =>
        [new Requirement("ecr:GetAuthorizationToken", "*")];

    protected override GetAuthorizationTokenOutput Answer(
        GetAuthorizationTokenInput input,
        Caller subject,
        AdmittedCall call
    )
    {
        // Only what has a key can ask: users and sessions.
        var (password, expires) = authorization.Issue(subject.AccessKeyId ?? "", call.Region);
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{password.Reveal()}"));
        return new GetAuthorizationTokenOutput
        {
            AuthorizationData =
            [
                new AuthorizationData
                {
                    AuthorizationToken = new Secret(token),
                    ExpiresAt = expires,
                    ProxyEndpoint = host.Endpoint?.ToString().TrimEnd('/'),
                },
            ],
        };
    }
}
