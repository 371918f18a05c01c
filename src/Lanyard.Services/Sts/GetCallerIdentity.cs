using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>Says who calls. Needs no permission and cannot be denied.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html" />
internal sealed class GetCallerIdentity()
    : ReadOperation<GetCallerIdentityInput, Caller, GetCallerIdentityOutput>(StsModel.GetCallerIdentity),
        IRequiresNothing
{
    protected override Caller Find(GetCallerIdentityInput input, Call call) => call.Caller;

    protected override IEnumerable<Requirement> Require(GetCallerIdentityInput input, Caller subject, Call call) => [];

    protected override GetCallerIdentityOutput Answer(
        GetCallerIdentityInput input,
        Caller subject,
        AdmittedCall call
    ) =>
        new()
        {
            UserId = subject.Principal.UserId,
            Account = subject.Account.ToString(),
            Arn = subject.Principal.Arn,
        };
}
