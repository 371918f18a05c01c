using Lanyard.Access.Admission;
using Lanyard.Access.Sessions;
using Lanyard.Policy;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>Finds the administrator of an account, making it where it is missing, and hands out its key.</summary>
internal sealed class CreateAdministrator(Administrators administrators, ServerControl control)
    : Operation<CreateAdministratorInput, CreateAdministratorOutput>(LanyardModel.CreateAdministrator)
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        CreateAdministratorInput input,
        Call call,
        CancellationToken cancellationToken
    ) => Needs(control.Needs("CreateAdministrator"));

    public override async ValueTask<CreateAdministratorOutput> InvokeAsync(
        CreateAdministratorInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        if (!AccountId.TryParse(input.Account, out var account))
        {
            throw new AwsException("ValidationException", $"`{input.Account}` is not an account id of twelve digits");
        }

        var credential = await administrators.EnsureAsync(account, cancellationToken);
        return new CreateAdministratorOutput
        {
            AccessKeyId = credential.AccessKeyId,
            SecretAccessKey = credential.SecretAccessKey,
        };
    }
}
