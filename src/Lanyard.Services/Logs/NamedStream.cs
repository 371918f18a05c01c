using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>A log stream that a caller names, as it was found in its group.</summary>
/// <param name="Group">The group, as it was found.</param>
/// <param name="Name">The stream's name.</param>
/// <param name="Found">What was there.</param>
internal sealed record NamedStream(NamedGroup Group, string Name, Found<LogStreamRecord> Found)
{
    /// <summary>An action on the stream; its conditions see the group's tags.</summary>
    public Requirement Needs(string action) => Group.Needs(action, Name);
}
