using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Lanyard.Access.Admission;
using Lanyard.Wire;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>Adds a parameter, or a version to one that is there. Policies of parameters are accepted and not acted on.</summary>
/// <seealso href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html" />
internal sealed class PutParameter(Parameters parameters)
    : Operation<PutParameterInput, PutParameterOutput>(SsmModel.PutParameter)
{
    private const int StandardBytes = 4096;
    private const int AdvancedBytes = 8192;
    private const int MostVersions = 100;

    private static readonly string[] Types = ["String", "StringList", "SecureString"];

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        var requirement = new Requirement("ssm:PutParameter", ParameterName.Of(input.Name!, call).Arn)
        {
            Context =
            [
                new("ssm:Overwrite", [input.Overwrite == true ? "true" : "false"]),
                .. (input.Tags ?? []).Select(tag => new KeyValuePair<string, string[]>(
                    $"aws:RequestTag/{tag.Key}",
                    [tag.Value ?? ""]
                )),
            ],
        };
        return input.Tags is { Count: > 0 }
            ? Needs([requirement, requirement with { Action = "ssm:AddTagsToResource" }])
            : Needs(requirement);
    }

    public override async ValueTask<PutParameterOutput> InvokeAsync(
        PutParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var name = ParameterName.Of(input.Name!, call).Name;
        ParameterName.Check(name);
        var value = input.Value ?? new Secret("");
        var tier = CheckSize(value, input.Tier ?? "Standard");
        var (_, after) = await parameters.Table.ChangeAsync(
            Parameters.KeyOf(call, name),
            current =>
                current is null ? Create(input, call, name, value, tier)
                : input.Overwrite == true ? Overwrite(current, input, call, value, tier)
                : throw SsmErrors.AlreadyExists(),
            cancellationToken
        );
        return new PutParameterOutput { Version = after!.Latest.Number, Tier = after.Tier };
    }

    private ParameterRecord Create(PutParameterInput input, Call call, string name, Secret value, string tier)
    {
        var type = input.Type ?? throw SsmErrors.TypeMissing();
        CheckPattern(input.AllowedPattern, name, value);
        return new ParameterRecord
        {
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = name,
            Arn = ParameterName.ArnOf(name, call),
            Description = input.Description,
            Tier = tier,
            DataType = input.DataType ?? "text",
            AllowedPattern = input.AllowedPattern,
            KeyId = string.Equals(type, "SecureString", StringComparison.Ordinal)
                ? input.KeyId ?? "alias/aws/ssm"
                : null,
            Versions = [NewVersion(1, type, value, call)],
            Tags = (input.Tags ?? []).ToImmutableSortedDictionary(
                tag => tag.Key ?? "",
                tag => tag.Value ?? "",
                StringComparer.Ordinal
            ),
        };
    }

    private ParameterRecord Overwrite(
        ParameterRecord current,
        PutParameterInput input,
        Call call,
        Secret value,
        string tier
    )
    {
        var pattern = input.AllowedPattern ?? current.AllowedPattern;
        CheckPattern(pattern, current.Name, value);
        var version = NewVersion(current.Latest.Number + 1, input.Type ?? current.Latest.Type, value, call);
        var kept = current.Versions.Length >= MostVersions ? current.Versions.RemoveAt(0) : current.Versions;
        return current with
        {
            Description = input.Description ?? current.Description,
            AllowedPattern = pattern,
            Tier = tier,
            Versions = kept.Add(version),
        };
    }

    private ParameterVersion NewVersion(long number, string type, Secret value, Call call) =>
        Types.Contains(type, StringComparer.Ordinal)
            ? new(number, type, parameters.Seal(value), parameters.Time.GetUtcNow(), call.Caller.Principal.Arn)
            : throw SsmErrors.UnsupportedType(type);

    private static string CheckSize(Secret value, string tier)
    {
        var bytes = Encoding.UTF8.GetByteCount(value.Reveal());
        var isStandard = string.Equals(tier, "Standard", StringComparison.Ordinal);
        var limit = isStandard ? StandardBytes : AdvancedBytes;
        if (bytes > limit)
        {
            throw SsmErrors.TooLong(limit);
        }

        return
            isStandard || bytes > StandardBytes || !string.Equals(tier, "Intelligent-Tiering", StringComparison.Ordinal)
            ? tier
            : "Standard";
    }

    private static void CheckPattern(string? pattern, string name, Secret value)
    {
        if (pattern is not { Length: > 0 })
        {
            return;
        }

        try
        {
            // Not backtracking: the pattern is the caller's.
            if (!Regex.IsMatch(value.Reveal(), pattern, RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1)))
            {
                throw SsmErrors.PatternMismatch(name);
            }
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw SsmErrors.BadPattern(pattern);
        }
    }
}
