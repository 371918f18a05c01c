using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Lanyard.Wire.Signing;

/// <summary>Signing keys already derived; safe for concurrent use.</summary>
/// <param name="capacity">How many keys are held; when they are that many, all are dropped and derived anew.</param>
public sealed class SigningKeyCache(int capacity = 4096)
{
    private readonly ConcurrentDictionary<Scope, SigningKey> _keys = new();

    /// <summary>The key for a secret access key, date, region and service; derived when it is not there.</summary>
    public SigningKey Get(Secret secretKey, string date, string region, string service)
    {
        var scope = new Scope(secretKey, date, region, service);
        if (_keys.TryGetValue(scope, out var known))
        {
            return known;
        }

        var key = SigningKey.Derive(secretKey, date, region, service);
        if (_keys.Count >= capacity)
        {
            _keys.Clear();
        }

        _keys[scope] = key;

        return key;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Scope(Secret SecretKey, string Date, string Region, string Service);
}
