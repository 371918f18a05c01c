using System.Globalization;
using System.Text;
using Lanyard.Access.Admission;
using Lanyard.Storage;
using Lanyard.Storage.Sealing;
using Lanyard.Wire;
using Lanyard.Wire.Models.Ssm;

namespace Lanyard.Services.Ssm;

/// <summary>The parameters of all accounts and regions.</summary>
internal sealed class Parameters(RecordTable<ParameterRecord> table, Sealer sealer, TimeProvider time)
{
    private const string Purpose = "ssm-parameter";

    /// <summary>The records by <see cref="KeyOf" />.</summary>
    public RecordTable<ParameterRecord> Table => table;

    /// <summary>The clock.</summary>
    public TimeProvider Time => time;

    /// <summary>The key of a name in the call's account and region.</summary>
    public static string KeyOf(Call call, string name) => $"{call.Account}/{call.Region}/{name.TrimStart('/')}";

    /// <summary>Finds what a name means; null when there is no such parameter.</summary>
    /// <exception cref="Wire.Errors.AwsException">The parameter has no such version.</exception>
    public Parameter? Find(Call call, ParameterName name, bool decrypts)
    {
        if (!table.TryGet(KeyOf(call, name.Name), out var record))
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

    /// <summary>The parameters below a path, ordered by name.</summary>
    public IEnumerable<ParameterRecord> Below(Call call, string path, bool recursive)
    {
        var prefix = path.EndsWith('/') ? path : path + "/";
        return table
            .List($"{call.Account}/{call.Region}/")
            .Where(record => record.Name.StartsWith(prefix, StringComparison.Ordinal))
            .Where(record => recursive || record.Name.IndexOf('/', prefix.Length) < 0);
    }

    /// <summary>A version as the API shows it; a SecureString stays closed unless it is to be decrypted.</summary>
    public Parameter Describe(ParameterRecord record, ParameterVersion version, bool decrypts)
    {
        var isSecure = string.Equals(version.Type, "SecureString", StringComparison.Ordinal);
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
