using System.Globalization;
using System.Text;
using Lanyard.Access;
using Lanyard.Access.Admission;
using Lanyard.Storage.Sealing;
using Lanyard.Storage.Tables;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>The parameters of all accounts and regions.</summary>
internal sealed class Parameters(
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

    /// <summary>The parameters that stand for secrets.</summary>
    public SecretReferences References => references;

    /// <summary>Finds what a name means; null when there is no such parameter or it has no such version.</summary>
    public Parameter? Find(Call call, ParameterName name, bool decrypts)
    {
        if (references.SecretIn(name, call) is { } secretId)
        {
            return references.Find(call, name, secretId, decrypts);
        }

        if (FindRecord(call, name) is not { } record)
        {
            return null;
        }

        return name.Selector.Length == 0 ? Describe(record, record.Latest, decrypts)
            : VersionOf(record, name.Selector) is { } version
                ? Describe(record, version, decrypts) with
                {
                    Selector = name.Selector,
                }
            : null;
    }

    /// <summary>Finds the record of a name; null when there is none in the call's account and region.</summary>
    public ParameterRecord? FindRecord(Call call, ParameterName name) =>
        FindNamesake(call, name) is { } record && (name.IsArn || record.Name == name.Name) ? record : null;

    /// <summary>
    /// Finds the record that has a name's ARN, though its name may differ in the leading slash; null when there is none in
    /// the call's account and region.
    /// </summary>
    /// <remarks>INVARIANT: what is found has the ARN that the call is judged on.</remarks>
    public ParameterRecord? FindNamesake(Call call, ParameterName name) =>
        table.Find(KeyOf(call, name.Name)) is { } record && record.Arn == name.Arn ? record : null;

    /// <summary>The key of a name in the call's account and region.</summary>
    public static RecordKey KeyOf(Call call, string name) => call.KeyOf(ParameterName.Bare(name));

    /// <summary>Removes a parameter; false when there was none.</summary>
    public async ValueTask<bool> RemoveAsync(Call call, ParameterName name, CancellationToken cancellationToken) =>
        FindRecord(call, name) is not null && await table.RemoveAsync(KeyOf(call, name.Name), cancellationToken);

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

    /// <summary>Seals a value.</summary>
    public byte[] Seal(Secret value) => sealer.Seal(Encoding.UTF8.GetBytes(value.Reveal()), Purpose);

    private Secret Open(ParameterVersion version) =>
        new(Encoding.UTF8.GetString(sealer.Open(version.SealedValue, Purpose)));

    // Labels are not kept, so a selector that is no number finds nothing.
    private static ParameterVersion? VersionOf(ParameterRecord record, string selector) =>
        long.TryParse(selector.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? record.Versions.FirstOrDefault(version => version.Number == number)
            : null;
}
