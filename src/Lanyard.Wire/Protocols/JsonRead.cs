using System.Text.Json;

namespace Lanyard.Wire.Protocols;

/// <summary>Reads one value; the reader stands on its first token, or on the name before it.</summary>
internal delegate T JsonRead<out T>(ref Utf8JsonReader reader);
