using Lanyard.Access.Admission;
using Lanyard.Storage.Tables;

namespace Lanyard.Services.Logs;

/// <summary>A log group that a caller names, as it was found.</summary>
/// <param name="Name">What the caller means.</param>
/// <param name="Found">What was there.</param>
internal sealed record NamedGroup(LogGroupName Name, Found<LogGroupRecord> Found)
{
    /// <summary>An action on the group.</summary>
    /// <remarks>
    /// The ARN that AWS evaluates and prints ends in <c>:log-stream:</c>, so that policies need <c>:*</c> behind the group's name.
    /// </remarks>
    public Requirement Needs(string action) => Needs(action, stream: "");

    /// <summary>An action on a stream of the group.</summary>
    public Requirement Needs(string action, string stream) =>
        new(action, Name.StreamArn(stream))
        {
            ResourceAccount = Name.Account,
            Context = TagContext.OfResource(Found.Record?.Tags, ownKey: null),
        };
}
