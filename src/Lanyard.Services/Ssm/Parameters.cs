using System.Globalization;
using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Wire;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>The parameters of all accounts and regions.</summary>
internal sealed class Parameters(
    Records records,
    RecordTable<ParameterRecord> table,
    SecretReferences references,
    Sealer sealer,
    TimeProvider time
)
{
    private const string Purpose = "ssm-parameter";

    /// <summary>The records by <see cref="ParameterRecord.Key" />.</summary>
    public RecordTable<ParameterRecord> Table => table;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>Finds what a name means in the call's account and region, and the secret that it stands for.</summary>
    public NamedParameter Find(ParameterName name, Call call)
    {
        var found = table.At(call.KeyOf(ParameterName.Bare(name.Name)));
        // INVARIANT: what is found has the ARN that the call is judged on.
        var namesake = found.Record?.Arn == name.Arn ? found : found with { Record = null };
        return new NamedParameter(name, namesake, references.Find(name, call));
    }

    /// <summary>What was found, as it is now; null when it is gone, or has no such version.</summary>
    /// <exception cref="AwsException">It stands for a secret and was not asked to be decrypted.</exception>
    public Parameter? Read(NamedParameter named, bool decrypts)
    {
        if (named.Secret is { } secret)
        {
            return references.Read(named.Name, secret, decrypts);
        }

        var selector = named.Name.Selector;
        return table.Current(named.Meant) is not { } record ? null
            : selector.Length == 0 ? Describe(record, record.Latest, decrypts)
            : VersionOf(record, selector) is { } version
                ? Describe(record, version, decrypts) with
                {
                    Selector = selector,
                }
            : null;
    }

    /// <summary>What is said of a parameter that could not be read.</summary>
    public AwsException NotFound(NamedParameter named) =>
        named.Name is { Selector.Length: > 0 } name && table.Current(named.Meant) is not null
            ? SsmErrors.VersionNotFound(name.Name, name.Selector[1..])
            : SsmErrors.ParameterNotFound();

    /// <summary>Removes the parameters that were found.</summary>
    /// <returns>Those that were still there.</returns>
    public ValueTask<List<NamedParameter>> RemoveAsync(
        IReadOnlyList<NamedParameter> named,
        CancellationToken cancellationToken
    ) =>
        records.ChangeAsync(
            change =>
                named
                    .Where(one => change.Current(table, one.Meant) is { } there && change.Remove(table, there.Key))
                    .ToList(),
            cancellationToken
        );

    /// <summary>The parameters of the call's account and region, by name.</summary>
    public IReadOnlyList<ParameterRecord> All(Call call) => table.List(call.KeyOf(""));

    /// <summary>A version as the API shows it; a SecureString stays closed unless it is to be decrypted.</summary>
    public Parameter Describe(ParameterRecord record, ParameterVersion version, bool decrypts)
    {
        var isSecure = version.Type == "SecureString";
        return new Parameter
        {
            Name = record.Name,
            ARN = record.Arn,
            Type = version.Type,
            DataType = record.DataType,
            Version = version.Number,
            LastModifiedDate = version.ModifiedAt,
            Value = isSecure && !decrypts ? new Secret(Convert.ToBase64String(version.SealedValue)) : Open(version),
        };
    }

    /// <summary>Makes a version of what a caller gives.</summary>
    public ParameterVersion NewVersion(long number, string type, Secret value, Call call) =>
        new(
            number,
            type,
            sealer.Seal(Encoding.UTF8.GetBytes(value.Reveal()), Purpose),
            time.GetUtcNow(),
            call.Caller.Principal.Arn
        );

    private Secret Open(ParameterVersion version) =>
        new(Encoding.UTF8.GetString(sealer.Open(version.SealedValue, Purpose)));

    // Labels are not kept, so a selector that is no number finds nothing.
    private static ParameterVersion? VersionOf(ParameterRecord record, string selector) =>
        long.TryParse(selector.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? record.Versions.FirstOrDefault(version => version.Number == number)
            : null;
}
