namespace Lanyard.Server.Registry;

/// <summary>What a path below <c>/v2/</c> is about.</summary>
/// <param name="Repository">The repository's name, slashes and all.</param>
/// <param name="Kind"><c>manifests</c>, <c>blobs</c>, <c>uploads</c> or <c>tags</c>.</param>
/// <param name="Reference">The tag, digest or upload id; empty where there is none.</param>
internal sealed record RegistryPath(string Repository, string Kind, string Reference)
{
    /// <summary>Reads a path; null when it is none of the distribution API's.</summary>
    /// <seealso href="https://github.com/opencontainers/distribution-spec/blob/main/spec.md#endpoints" />
    public static RegistryPath? Parse(string path)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts is not ["v2", ..])
        {
            return null;
        }

        // A repository's name may hold slashes, so the end of the path says what it is about.
        return parts switch
        {
            [_, .. var name, "blobs", "uploads"] => Of(name, "uploads", ""),
            [_, .. var name, "blobs", "uploads", var upload] => Of(name, "uploads", upload),
            [_, .. var name, "blobs", var digest] => Of(name, "blobs", digest),
            [_, .. var name, "manifests", var reference] => Of(name, "manifests", reference),
            [_, .. var name, "tags", "list"] => Of(name, "tags", ""),
            _ => null,
        };
    }

    private static RegistryPath? Of(string[] name, string kind, string reference) =>
        name.Length == 0 ? null : new RegistryPath(string.Join('/', name), kind, reference);
}
