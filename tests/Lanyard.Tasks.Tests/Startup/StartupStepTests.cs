using Lanyard.Access.Sessions;
using Lanyard.Tasks.Startup;

namespace Lanyard.Tasks.Tests.Startup;

public sealed class StartupStepTests
{
    [Fact]
    public void Steps_that_call_APIs_are_these_and_act_as_the_execution_role()
    {
        var steps = StartupSequence.All.Where(step => step.Role is not null).DistinctBy(step => step.Name);

        Assert.Equal(
            [
                ("environment files read", TaskRoleKind.Execution),
                ("images pulled", TaskRoleKind.Execution),
                ("log streams opened", TaskRoleKind.Execution),
                ("parameters read", TaskRoleKind.Execution),
                ("registry authorized", TaskRoleKind.Execution),
                ("secrets read", TaskRoleKind.Execution),
            ],
            steps.Select(step => (step.Name, step.Role!.Value)).OrderBy(step => step.Name, StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task Step_that_declares_no_role_can_make_no_call()
    {
        await using var lab = await TaskLab.OpenAsync();
        var task = await lab.RunningAsync();
        var context = lab.ContextOf(new RolelessStep(), task);

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            context.SendAsync(
                Wire.Models.Sts.StsModel.GetCallerIdentity,
                new Wire.Models.Sts.GetCallerIdentityInput(),
                null,
                TestContext.Current.CancellationToken
            )
        );

        Assert.Equal("the step `nothing` declares no role", error.Message);
    }

    private sealed class RolelessStep : IStartupStep
    {
        public string Name => "nothing";

        public TaskRoleKind? Role => null;

        public Task RunAsync(StepContext context, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
