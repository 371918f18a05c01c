using Lanyard.Cli.Commands;
using Lanyard.Containers;
using Lanyard.Containers.Images;

namespace Lanyard.Cli.Clients;

/// <summary>Where an image is pushed: a repository of the built-in registry and a tag.</summary>
/// <param name="Repository">The repository's name.</param>
/// <param name="Tag">The tag.</param>
internal sealed record ImageTarget(string Repository, string Tag)
{
    /// <summary>Where an image of that name is pushed.</summary>
    public static ImageTarget Of(ImageReference reference) => new(reference.Repository, reference.Tag ?? "latest");

    /// <summary>Reads <c>[HOST/]REPOSITORY[:TAG]</c>; the tag is <c>latest</c> when none is given.</summary>
    /// <exception cref="CommandException">The text is no image's name, or names it by its digest.</exception>
    public static ImageTarget Parse(string text)
    {
        try
        {
            var reference = ImageReference.Parse(text);
            return reference.Digest is null
                ? Of(reference)
                : throw CommandException.Misuse($"`{text}` names what is pushed by its digest", "name it by a tag");
        }
        catch (ContainerException error)
        {
            throw CommandException.Misuse(error.Message, "name it as in team/app:v1, in lower case");
        }
    }
}
