using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Wire;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Hands out a password for the registry. The proxy endpoint is the server's own address, since that is what a client can reach.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_GetAuthorizationToken.html" />
internal sealed class GetAuthorizationToken(EcrAuthorization authorization, ServiceHost host)
    : Operation<GetAuthorizationTokenInput, GetAuthorizationTokenOutput>(EcrModel.GetAuthorizationToken)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetAuthorizationTokenInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(new Requirement("ecr:GetAuthorizationToken", "*"));
    }

    public override ValueTask<GetAuthorizationTokenOutput> InvokeAsync(
        GetAuthorizationTokenInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        // Only what has a key can ask: users and sessions.
        var (password, expires) = authorization.Issue(call.Caller.AccessKeyId ?? "", call.Region);
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"AWS:{password.Reveal()}"));
        return new(
            new GetAuthorizationTokenOutput
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
            }
        );
    }
}
