using Lanyard.Access.Admission;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>Says who calls. Needs no permission and cannot be denied.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html" />
internal sealed class GetCallerIdentity()
    : Operation<GetCallerIdentityInput, GetCallerIdentityOutput>(StsModel.GetCallerIdentity),
        IRequiresNothing
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        GetCallerIdentityInput input,
        Call call,
        CancellationToken cancellationToken
    ) => NeedsNothing();

    public override ValueTask<GetCallerIdentityOutput> InvokeAsync(
        GetCallerIdentityInput input,
        Call call,
        CancellationToken cancellationToken
    ) =>
        new(
            new GetCallerIdentityOutput
            {
                UserId = call.Caller.Principal.UserId,
                Account = call.Caller.Account.ToString(),
                Arn = call.Caller.Principal.Arn,
            }
        );
}
