using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Services.Sts;

/// <summary>Says whose an access key is, whoever asks; nothing of its state.</summary>
/// <seealso href="https://docs.aws.amazon.com/STS/latest/APIReference/API_GetAccessKeyInfo.html" />
internal sealed class GetAccessKeyInfo(CredentialStore credentials)
    : ReadOperation<GetAccessKeyInfoInput, AccountId?, GetAccessKeyInfoOutput>(StsModel.GetAccessKeyInfo)
{
    protected override AccountId? Find(GetAccessKeyInfoInput input, Call call) =>
        credentials.AccountOf(input.AccessKeyId!);

    protected override IEnumerable<Requirement> Require(GetAccessKeyInfoInput input, AccountId? subject, Call call) =>
        [new("sts:GetAccessKeyInfo", "*")];

    protected override GetAccessKeyInfoOutput Answer(
        GetAccessKeyInfoInput input,
        AccountId? subject,
        AdmittedCall call
    ) => new() { Account = subject?.ToString() ?? throw StsErrors.KeyNotFound(input.AccessKeyId!) };
}
