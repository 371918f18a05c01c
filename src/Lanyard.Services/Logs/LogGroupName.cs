using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.Logs;

/// <summary>Which log group is meant, whether it exists or not.</summary>
/// <param name="Account">The account that owns it.</param>
/// <param name="Region">The region it is in.</param>
/// <param name="Name">The name, 1–512 characters.</param>
internal sealed record LogGroupName(AccountId Account, string Region, string Name)
{
    private const string Prefix = "log-group:";

    /// <summary>The key of its record.</summary>
    public string Key => $"{Account}/{Region}/{Name}";

    /// <summary>The ARN without <c>:*</c>.</summary>
    public string Arn => Lanyard.Policy.Arn.Of("logs", Region, Account.ToString(), Prefix + Name).ToString();

    /// <summary>A group of the caller's account.</summary>
    public static LogGroupName Of(Call call, string name) => new(call.Account, call.Region, name);

    /// <summary>The group that a call is about.</summary>
    /// <param name="name">The name; null when the identifier is given.</param>
    /// <param name="identifier">A name or an ARN, without <c>:*</c>; null when the name is given.</param>
    /// <exception cref="Wire.Errors.AwsException">Neither or both were given, or the ARN is of something else.</exception>
    public static LogGroupName Of(Call call, string? name, string? identifier)
    {
        if (name is null == identifier is null)
        {
            throw LogsErrors.GroupNotNamed();
        }

        if (identifier?.StartsWith("arn:", StringComparison.Ordinal) != true)
        {
            return Of(call, name ?? identifier!);
        }

        if (
            !Lanyard.Policy.Arn.TryParse(identifier, out var arn)
            || arn.Service is not "logs"
            || !arn.Resource.StartsWith(Prefix, StringComparison.Ordinal)
            || !AccountId.TryParse(arn.Account, out var account)
        )
        {
            throw LogsErrors.BadIdentifier();
        }

        return new(account, arn.Region, arn.Resource[Prefix.Length..]);
    }

    /// <summary>The key of a stream's record: a colon, which no name holds, stands between group and stream.</summary>
    public string StreamKey(string stream) => $"{Key}:{stream}";

    /// <summary>The ARN of a stream, whether it exists or not.</summary>
    public string StreamArn(string stream) => $"{Arn}:log-stream:{stream}";
}
