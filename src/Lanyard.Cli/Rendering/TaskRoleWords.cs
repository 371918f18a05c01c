namespace Lanyard.Cli.Rendering;

/// <summary>What people call the two roles of a task.</summary>
internal static class TaskRoleWords
{
    /// <summary>The role that Lanyard itself uses for a task, as decisions name it.</summary>
    public const string Execution = "execution";

    /// <summary><c>execution role</c> or <c>task role</c>; null for a decision outside tasks.</summary>
    /// <param name="role"><c>execution</c> or <c>task</c>, as decisions name it.</param>
    public static string? Of(string? role) => role is null ? null : $"{role} role";
}
