using System.Buffers;
using System.Runtime.InteropServices;

namespace Lanyard.Wire.Signing.Canonical;

/// <summary>The query as it is signed: each part encoded once, sorted by name and then by value.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
internal static class CanonicalQuery
{
    private const string SignatureParameter = "X-Amz-Signature";
    private const int FewParameters = 16;

    /// <summary>Appends the query.</summary>
    /// <param name="isPresigned">Whether the signature stands in the query itself and is left out.</param>
    public static void Write(ref PooledText text, ReadOnlySpan<char> query, bool isPresigned)
    {
        if (query.IsEmpty)
        {
            return;
        }

        var most = query.Count('&') + 1;
        var rented = most > FewParameters ? ArrayPool<Parameter>.Shared.Rent(most) : null;
        var parameters = rented ?? stackalloc Parameter[FewParameters];
        var encoded = new PooledText(query.Length + (query.Length / 2) + most);
        try
        {
            parameters = parameters[..Encode(ref encoded, query, isPresigned, parameters)];
            Sort(parameters, encoded.Buffer);
            WriteJoined(ref text, encoded.Written, parameters);
        }
        finally
        {
            encoded.Dispose();
            if (rented is not null)
            {
                ArrayPool<Parameter>.Shared.Return(rented);
            }
        }
    }

    private static int Encode(
        ref PooledText encoded,
        scoped ReadOnlySpan<char> query,
        bool isPresigned,
        scoped Span<Parameter> parameters
    )
    {
        var count = 0;
        foreach (var range in query.Split('&'))
        {
            var part = query[range];
            var equals = part.IndexOf('=');
            var name = equals < 0 ? part : part[..equals];
            if (part.IsEmpty || (isPresigned && name is SignatureParameter))
            {
                continue;
            }

            var start = encoded.Length;
            PercentEncoding.WriteQuery(ref encoded, name);
            var nameEnd = encoded.Length;
            PercentEncoding.WriteQuery(ref encoded, equals < 0 ? [] : part[(equals + 1)..]);
            parameters[count++] = new(start, nameEnd, encoded.Length);
        }

        return count;
    }

    private static void Sort(Span<Parameter> parameters, byte[] encoded)
    {
        if (parameters.Length > FewParameters)
        {
            SortMany(parameters, encoded);
            return;
        }

        for (var i = 1; i < parameters.Length; i++)
        {
            var moving = parameters[i];
            var place = i;
            for (; place > 0 && Compare(parameters[place - 1], moving, encoded) > 0; place--)
            {
                parameters[place] = parameters[place - 1];
            }

            parameters[place] = moving;
        }
    }

    // Apart, so that only the many pay for the closure.
    private static void SortMany(Span<Parameter> parameters, byte[] encoded) =>
        parameters.Sort((left, right) => Compare(left, right, encoded));

    private static int Compare(Parameter left, Parameter right, ReadOnlySpan<byte> encoded)
    {
        var byName = left.Name(encoded).SequenceCompareTo(right.Name(encoded));

        return byName != 0 ? byName : left.Value(encoded).SequenceCompareTo(right.Value(encoded));
    }

    private static void WriteJoined(
        ref PooledText text,
        scoped ReadOnlySpan<byte> encoded,
        scoped ReadOnlySpan<Parameter> parameters
    )
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (i > 0)
            {
                text.Write((byte)'&');
            }

            text.Write(parameters[i].Name(encoded));
            text.Write((byte)'=');
            text.Write(parameters[i].Value(encoded));
        }
    }

    /// <summary>Where a parameter's encoded name and value stand: the one ends where the other begins.</summary>
    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Parameter(int Start, int NameEnd, int End)
    {
        public ReadOnlySpan<byte> Name(ReadOnlySpan<byte> encoded) => encoded[Start..NameEnd];

        public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> encoded) => encoded[NameEnd..End];
    }
}
