using Lanyard.Wire;
using Lanyard.Wire.Constraints;

namespace Lanyard.Server.Tests.NewServices;

/// <summary>The input and the output of the operations here: a name of at most eight characters.</summary>
internal sealed record Thing(string? Name) : IConstrained
{
    public IReadOnlyList<ConstraintViolation> Violations() =>
        Name is { Length: > 8 } ? [new("name", $"'{Name}'", "Member must have length less than or equal to 8")] : [];

    /// <summary>The thing that the last part of a path names.</summary>
    public static Thing In(WireRequest request) => new(Uri.UnescapeDataString(request.Path.Split('/')[^1]));
}
