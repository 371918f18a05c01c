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

    private const string Standard = "Standard";
    private const string Advanced = "Advanced";
    private const string IntelligentTiering = "Intelligent-Tiering";

    private static readonly string[] DataTypes = ["text", "aws:ec2:image", "aws:ssm:integration"];

    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        PutParameterInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(SsmModel.Service, input);
        var name = ParameterName.Named(input.Name!, call);
        var onParameter = ParameterRequirements.On(parameters, "ssm:PutParameter", name, call);
        var requirement = onParameter with
        {
            Context =
            [
                new("ssm:Overwrite", [input.Overwrite == true ? "true" : "false"]),
                .. onParameter.Context,
                .. TagContext.OfRequest(TagsOf(input)),
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
        var name = input.Name!;
        Check(input);
        var (_, after) = await parameters.Table.ChangeAsync(
            Parameters.KeyOf(call, name),
            current =>
                current is null ? Create(input, call)
                : input.Overwrite == true && IsMeant(current, name) ? Overwrite(current, input, call)
                : throw SsmErrors.AlreadyExists(),
            cancellationToken
        );
        return new PutParameterOutput { Version = after!.Latest.Number, Tier = after.Tier };
    }

    private static void Check(PutParameterInput input)
    {
        ParameterName.Check(input.Name!);
        if (input.Value!.Reveal().Length == 0)
        {
            throw SsmErrors.Empty();
        }

        if (input is { Overwrite: true, Tags.Count: > 0 })
        {
            throw SsmErrors.TagsAndOverwrite();
        }

        if (input.DataType is { } type && !DataTypes.Contains(type, StringComparer.Ordinal))
        {
            throw SsmErrors.UnsupportedDataType(type);
        }
    }

    // `a` and `/a` have one ARN and so exclude each other; neither overwrites the other.
    private static bool IsMeant(ParameterRecord current, string name) => current.Name == name;

    private ParameterRecord Create(PutParameterInput input, Call call)
    {
        var name = input.Name!;
        var type = input.Type ?? throw SsmErrors.TypeMissing();
        CheckPattern(input.AllowedPattern, input.Value!);
        return new ParameterRecord
        {
            Id = call.RequestId,
            Account = call.Account.ToString(),
            Region = call.Region,
            Name = name,
            Arn = ParameterName.ArnOf(name, call),
            Description = input.Description,
            Tier = TierOf(input.Value!, input.Tier, current: null),
            DataType = input.DataType ?? DataTypes[0],
            AllowedPattern = input.AllowedPattern,
            KeyId = KeyOf(type, input.KeyId),
            Versions = [NewVersion(1, type, input.Value!, call)],
            Tags = TagsOf(input),
        };
    }

    private ParameterRecord Overwrite(ParameterRecord current, PutParameterInput input, Call call)
    {
        var pattern = input.AllowedPattern ?? current.AllowedPattern;
        CheckPattern(pattern, input.Value!);
        var version = NewVersion(current.Latest.Number + 1, input.Type ?? current.Latest.Type, input.Value!, call);
        var kept = current.Versions.Length >= MostVersions ? current.Versions.RemoveAt(0) : current.Versions;
        return current with
        {
            Description = input.Description ?? current.Description,
            AllowedPattern = pattern,
            Tier = TierOf(input.Value!, input.Tier, current.Tier),
            DataType = input.DataType ?? current.DataType,
            KeyId = KeyOf(version.Type, input.KeyId ?? current.KeyId),
            Versions = kept.Add(version),
        };
    }

    private ParameterVersion NewVersion(long number, string type, Secret value, Call call) =>
        new(number, type, parameters.Seal(value), parameters.Time.GetUtcNow(), call.Caller.Principal.Arn);

    private static string? KeyOf(string type, string? keyId) =>
        type == "SecureString" ? keyId ?? "alias/aws/ssm" : null;

    private static ImmutableSortedDictionary<string, string> TagsOf(PutParameterInput input)
    {
        var tags = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var tag in input.Tags ?? [])
        {
            if (!tags.TryAdd(tag.Key!, tag.Value!))
            {
                throw SsmErrors.DuplicateTag(tag.Key!);
            }
        }

        return tags.ToImmutable();
    }

    // A tier is never left for a lower one, and kept when none is given.
    private static string TierOf(Secret value, string? given, string? current)
    {
        var bytes = Encoding.UTF8.GetByteCount(value.Reveal());
        if (current is Advanced && given is Standard)
        {
            throw SsmErrors.Downgrade();
        }

        var tier =
            current is Advanced ? Advanced
            : given is IntelligentTiering
                ? bytes > StandardBytes ? Advanced
                    : Standard
            : given ?? Standard;
        return (tier, bytes) switch
        {
            (Standard, > StandardBytes) => throw SsmErrors.TooLongForStandard(),
            (_, > AdvancedBytes) => throw SsmErrors.TooLongForAdvanced(),
            _ => tier,
        };
    }

    private static void CheckPattern(string? pattern, Secret value)
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
                throw SsmErrors.PatternMismatch(pattern);
            }
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException or RegexMatchTimeoutException)
        {
            throw SsmErrors.BadPattern(pattern);
        }
    }
}
