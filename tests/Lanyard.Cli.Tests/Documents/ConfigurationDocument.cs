using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lanyard.Access;
using Lanyard.Cli.Commands;
using Lanyard.Containers.Oci;
using Lanyard.Server.Composition;
using Lanyard.Tasks;

namespace Lanyard.Cli.Tests.Documents;

/// <summary><c>docs/configuration.md</c>, made of the commands and of the documentation of the options classes.</summary>
internal static partial class ConfigurationDocument
{
    /// <summary>The classes of options: what an option means, which values it takes and which it has are said there alone.</summary>
    private static readonly Type[] Classes =
    [
        typeof(ServerOptions),
        typeof(TaskOptions),
        typeof(AccessOptions),
        typeof(OciOptions),
    ];

    /// <summary>The whole document.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append(
            """
            # Configuration

            Made from the program by `ConfigurationDocumentTests`; change the options' own documentation, then run
            `LANYARD_WRITE_DOCUMENTS=1 ./test --filter-class '*ConfigurationDocumentTests'`.

            Options are given on the command line; there is no configuration file.

            ## Commands

            """
        );
        foreach (var (name, command) in CommandsUnder(CommandLine.Create(), "lanyard"))
        {
            AddCommand(text, name, command);
        }

        text.Append(
            """

            ## Options classes

            What holds the options inside. Those of `ServerOptions` are the options of `lanyard up`; the others are set where the
            server is put together, in `src/Lanyard.Server/Composition/ServerParts.cs`, and have no option on the command line.

            """
        );
        Array.ForEach(Classes, type => AddClass(text, type));
        return text.ToString();
    }

    private static IEnumerable<(string Name, Command Command)> CommandsUnder(Command parent, string prefix) =>
        parent.Subcommands.SelectMany(command =>
            CommandsUnder(command, $"{prefix} {command.Name}")
                .Prepend(($"{prefix} {command.Name}", command))
                .Where(one => one.Item2.Options.Count > 0)
        );

    private static void AddCommand(StringBuilder text, string name, Command command)
    {
        text.Append('\n').Append("### `").Append(name).Append("`\n\n");
        text.Append("| option | what it does | default |\n|---|---|---|\n");
        foreach (var option in command.Options.Where(option => !option.Hidden))
        {
            var value = option.ValueType == typeof(bool) ? "" : $" {option.HelpName ?? "VALUE"}";
            var initial =
                option.HasDefaultValue && option.ValueType != typeof(bool) ? $"`{option.GetDefaultValue()}`" : "";
            AddRow(text, $"`{option.Name}{value}`", option.Description ?? "", initial);
        }
    }

    private static void AddClass(StringBuilder text, Type type)
    {
        var documentation = XDocument
            .Load(Path.ChangeExtension(type.Assembly.Location, ".xml"))
            .Descendants("member")
            .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);
        text.Append('\n').Append("### `").Append(type.Name).Append("`\n\n");
        text.Append(TextOf(documentation[$"T:{type.FullName}"].Element("summary"))).Append("\n\n");
        text.Append("| option | what it is | values |\n|---|---|---|\n");
        foreach (var property in type.GetProperties().Where(property => property.CanWrite).OrderBy(Position))
        {
            var member = documentation[$"P:{type.FullName}.{property.Name}"];
            AddRow(text, $"`{property.Name}`", TextOf(member.Element("summary")), TextOf(member.Element("value")));
        }
    }

    // As they are written in the class.
    private static int Position(PropertyInfo property) => property.MetadataToken;

    private static void AddRow(StringBuilder text, params string[] cells) =>
        text.Append("| ")
            .AppendJoin(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))
            .Append(" |\n");

    private static string TextOf(XElement? element)
    {
        var parts = (element?.Nodes() ?? []).Select(node =>
            node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                XElement inner => $"`{(inner.Attribute("cref")?.Value ?? inner.Value).Split('.')[^1]}`",
                _ => "",
            }
        );
        return Blanks().Replace(string.Concat(parts), " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Blanks();
}
