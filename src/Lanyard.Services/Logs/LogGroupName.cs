using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Policy;

namespace Lanyard.Services.Logs;

/// <summary>Which log group is meant, whether it exists or not. It is in the region of the call.</summary>
internal sealed record LogGroupName
{
    private const string Prefix = "log-group:";

    private LogGroupName(Call call, AccountId account, string name)
    {
        Account = account;
        Name = name;
        Key = call.KeyOf(account, name);
        Arn = Lanyard.Policy.Arn.Of("logs", call.Region, account.ToString(), Prefix + name).ToString();
    }

    /// <summary>The account that owns it.</summary>
    public AccountId Account { get; }

    /// <summary>The name, 1–512 characters.</summary>
    public string Name { get; }

    /// <summary>The key of its record.</summary>
    public RecordKey Key { get; }

    /// <summary>The ARN without <c>:*</c>.</summary>
    public string Arn { get; }

    /// <summary>A group of the caller's account.</summary>
    public static LogGroupName Of(Call call, string name) => new(call, call.Account, name);

    /// <summary>The group that a call is about.</summary>
    /// <param name="name">The name; null when the identifier is given.</param>
    /// <param name="identifier">A name or an ARN, without <c>:*</c>; null when the name is given.</param>
    /// <exception cref="Wire.Errors.AwsException">
    /// Neither or both were given, or the ARN is of something else or of another region.
    /// </exception>
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
            || arn.Service != "logs"
            || !arn.Resource.StartsWith(Prefix, StringComparison.Ordinal)
            || !AccountId.TryParse(arn.Account, out var account)
        )
        {
            throw LogsErrors.BadIdentifier();
        }

        return arn.Region == call.Region
            ? new(call, account, arn.Resource[Prefix.Length..])
            : throw LogsErrors.OtherRegion(call.Region);
    }

    /// <summary>The key of a stream's record: a colon, which no name holds, stands between group and stream.</summary>
    public string StreamKey(string stream) => Key.Child(':', stream);

    /// <summary>The ARN of a stream, whether it exists or not.</summary>
    public string StreamArn(string stream) => $"{Arn}:log-stream:{stream}";
}
