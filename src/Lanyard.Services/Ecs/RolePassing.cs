using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.Ecs;

/// <summary>What handing a role to a task requires of whoever does it: <c>iam:PassRole</c> on each role.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html" />
internal static class RolePassing
{
    private const string PassedTo = "ecs-tasks.amazonaws.com";

    /// <summary>The requirements for the roles that are given; none for those that are not.</summary>
    public static IEnumerable<Requirement> Of(Call call, params IEnumerable<string?> roles) =>
        roles
            .Where(role => role is { Length: > 0 })
            .Select(role => ArnOf(call, role!))
            .Distinct(StringComparer.Ordinal)
            .Select(role => new Requirement("iam:PassRole", role)
            {
                Context = [new("iam:PassedToService", [PassedTo])],
            });

    /// <summary>The ARN of a role that may be given by its name alone.</summary>
    public static string ArnOf(Call call, string role) =>
        Arn.TryParse(role, out _) || role.Contains(':', StringComparison.Ordinal)
            ? role
            : Arn.Global(Partitions.OfRegion(call.Region), "iam", call.Account.ToString(), $"role/{role}").ToString();
}
