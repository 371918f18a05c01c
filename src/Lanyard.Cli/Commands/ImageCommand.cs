using System.CommandLine;
using Lanyard.Cli.Clients;
using Lanyard.Cli.Rendering;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Cli.Commands;

/// <summary><c>lanyard image push</c>: pushes a saved archive, or an image made of a directory, to the built-in registry.</summary>
internal static class ImageCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = CommonOptions.Data();
        var source = new Argument<string>("source")
        {
            Description = "A root directory or a saved archive",
            HelpName = "DIR|ARCHIVE",
        };
        var name = new Argument<string>("name")
        {
            Description = "The repository, with a tag or without",
            HelpName = "NAME",
        };
        var json = CommonOptions.Json();
        var push = new Command(
            "push",
            "Pushes an image to the built-in registry, making the repository if it is missing.\n\nExample: lanyard image push receipts.tar receipts:latest"
        )
        {
            source,
            name,
            data,
            json,
        };
        push.SetAction(
            (parsed, token) =>
                PushAsync(
                    parsed.GetValue(data)!,
                    parsed.GetValue(source)!,
                    parsed.GetValue(name)!,
                    parsed.GetValue(json),
                    token
                )
        );
        return new Command(
            "image",
            "Handles images of the built-in registry.\n\nExample: lanyard image push receipts.tar receipts:latest"
        )
        {
            push,
        };
    }

    private static async Task<int> PushAsync(
        string data,
        string source,
        string name,
        bool isJson,
        CancellationToken cancellationToken
    )
    {
        if (!Path.Exists(source))
        {
            throw CommandException.Misuse($"there is no `{source}`", "name a root directory or a saved archive");
        }

        using var client = RunningServer.Connect(data);
        var target = ImageTarget.Parse(name);
        await ImagePush.CheckAsync(source, target, cancellationToken);
        try
        {
            await client.SendAsync(
                EcrModel.CreateRepository,
                new CreateRepositoryInput { RepositoryName = target.Repository },
                cancellationToken
            );
        }
        catch (AwsException error) when (error.Code == EcrErrorCodes.RepositoryAlreadyExistsException)
        {
            // It is there already, which is what is wanted.
        }

        using (var progress = PushProgress.OnTerminal())
        {
            await ImagePush.FromAsync(client, source, target, cancellationToken, progress);
        }

        await Console.Out.WriteLineAsync(isJson ? Json(target) : $"pushed {target.Repository}:{target.Tag}");
        return ExitCodes.Done;
    }

    private static string Json(ImageTarget target) =>
        JsonLine.Of(json =>
        {
            json.WriteString("repository", target.Repository);
            json.WriteString("tag", target.Tag);
        });
}
