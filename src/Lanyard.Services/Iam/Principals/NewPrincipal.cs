using Lanyard.Wire.Models.Iam;

namespace Lanyard.Services.Iam.Principals;

/// <summary>A role or user that is to be made.</summary>
/// <param name="Name">1–64 characters, without path.</param>
/// <param name="Path">With a slash at both ends; null for <c>/</c>.</param>
/// <param name="Tags">Null for none.</param>
/// <param name="Boundary">The ARN of the managed policy that is to be the permissions boundary; null for none.</param>
internal sealed record NewPrincipal(string Name, string? Path, IReadOnlyList<Tag>? Tags, string? Boundary);
