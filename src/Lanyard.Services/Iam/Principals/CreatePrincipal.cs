using Lanyard.Access.Admission;
using Lanyard.Access.Identity;
using Lanyard.Services.Iam.Policies;
using Lanyard.Services.Iam.Shared;
using Lanyard.Wire.Protocols;

namespace Lanyard.Services.Iam.Principals;

/// <summary>Makes a role or user. Setting tags needs the action that tags one, too.</summary>
/// <inheritdoc cref="PrincipalOperation{TInput, TRecord, TOutput}" />
internal abstract class CreatePrincipal<TInput, TRecord, TOutput>(
    OperationModel<TInput, TOutput> model,
    PrincipalTable<TRecord> principals,
    ManagedPolicies policies
) : Operation<TInput, NewPrincipal, TOutput>(model)
    where TInput : class
    where TRecord : class, IPrincipalRecord
    where TOutput : class
{
    /// <summary>As in <c>iam:TagRole</c>.</summary>
    protected abstract string TagAction { get; }

    /// <summary>The record of what is to be made.</summary>
    /// <param name="arn">Its ARN, path included.</param>
    /// <exception cref="Wire.Errors.AwsException">The input says something that cannot be.</exception>
    protected abstract TRecord Record(TInput input, string arn, Call call);

    /// <summary>Shows what was made.</summary>
    protected abstract TOutput Output(TRecord record);

    protected override IEnumerable<Requirement> Require(TInput input, NewPrincipal subject, Call call)
    {
        var tags = IamTags.Requested(subject.Tags);
        var tag = new Requirement(TagAction, ArnOf(subject, call)) { Context = tags };
        var create = (tag with { Action = Model.Action }).WithBoundary(subject.Boundary);
        return tags.Count == 0 ? [create] : [create, tag];
    }

    protected override async ValueTask<TOutput> InvokeAsync(
        TInput input,
        NewPrincipal subject,
        AdmittedCall call,
        CancellationToken cancellationToken
    )
    {
        var made = await principals.ChangeAccountAsync(
            call,
            changes =>
            {
                var record = Record(input, ArnOf(subject, call), call);
                policies.CheckBoundary(changes, call, subject.Boundary);
                return principals.Add(changes, call, record);
            },
            cancellationToken
        );
        return Output(made);
    }

    private string ArnOf(NewPrincipal subject, Call call) =>
        IamNames.ArnOf(call, principals.Kind, subject.Path, subject.Name);
}
