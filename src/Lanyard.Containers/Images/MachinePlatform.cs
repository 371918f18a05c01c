using System.Runtime.InteropServices;

namespace Lanyard.Containers.Images;

/// <summary>The platform of this machine, and the choice of the manifest that fits it.</summary>
public static class MachinePlatform
{
    /// <summary>Linux on this machine's processor.</summary>
    public static Platform Current { get; } =
        new() { Os = "linux", Architecture = NameOf(RuntimeInformation.OSArchitecture) };

    /// <summary>The first manifest of the index that is for this platform.</summary>
    /// <exception cref="ContainerException">NotFound: none is; the message lists which platforms there are.</exception>
    public static Descriptor Choose(this ImageIndex index, Platform? platform = null)
    {
        platform ??= Current;
        return index.Manifests.FirstOrDefault(manifest =>
                manifest.Platform is { } offered
                && offered.Os == platform.Os
                && offered.Architecture == platform.Architecture
                && (platform.Variant is null || offered.Variant is null || offered.Variant == platform.Variant)
            )
            ?? OnlyManifestWithoutPlatform(index)
            ?? throw new ContainerException(
                ContainerFault.NotFound,
                $"the image is not for `{platform}`: it has {Offered(index)}"
            );
    }

    private static Descriptor? OnlyManifestWithoutPlatform(ImageIndex index) =>
        index.Manifests is [{ Platform: null } only] ? only : null;

    private static string Offered(ImageIndex index)
    {
        var platforms = index
            .Manifests.Select(manifest => manifest.Platform)
            .OfType<Platform>()
            .Select(platform => $"`{platform}`");
        return string.Join(", ", platforms.DefaultIfEmpty("no platform"));
    }

    private static string NameOf(Architecture architecture) =>
        architecture switch
        {
            Architecture.X64 => "amd64",
            Architecture.Arm64 => "arm64",
            Architecture.X86 => "386",
            Architecture.Arm => "arm",
            _ => architecture.ToString().ToLowerInvariant(),
        };
}
