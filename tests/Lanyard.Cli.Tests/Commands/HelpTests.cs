using System.CommandLine;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Commands;

/// <summary>What <c>--help</c> says.</summary>
public sealed class HelpTests
{
    public static TheoryData<string> Names => [.. NamesUnder(CommandLine.Create(), "")];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Every_command_shows_an_example_of_itself(string name)
    {
        var help = await Finished.LanyardAsync([.. name.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);

        help.Succeeded();
        Assert.Contains("Example: ", help.Output, StringComparison.Ordinal);
        Assert.Contains($"lanyard {name}", help.Output[Example(help)..], StringComparison.Ordinal);
        Assert.Empty(help.Error);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_option_and_argument_says_what_it_is(string name)
    {
        var command = name.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(
                (Command)CommandLine.Create(),
                (parent, child) => parent.Subcommands.Single(one => one.Name == child)
            );

        Symbol[] symbols = [.. command.Options, .. command.Arguments];

        Assert.All(symbols, symbol => Assert.False(string.IsNullOrEmpty(symbol.Description), symbol.Name));
    }

    [Fact]
    public async Task Root_lists_every_command()
    {
        var help = await Finished.LanyardAsync("--help");

        var commands = CommandLine.Create().Subcommands.Select(command => command.Name);
        Assert.All(commands, command => Assert.Contains($"  {command} ", help.Output, StringComparison.Ordinal));
    }

    private static int Example(Finished help) => help.Output.IndexOf("Example: ", StringComparison.Ordinal);

    private static IEnumerable<string> NamesUnder(Command command, string name) =>
        command.Subcommands.SelectMany(child => NamesUnder(child, $"{name} {child.Name}".TrimStart())).Prepend(name);
}
