using System.Text;

namespace Lanyard.Cli.Tests;

/// <summary>Gives each test a console of its own, so that tests can run commands at the same time.</summary>
internal sealed class CapturedConsole : TextWriter
{
    private static readonly CapturedConsole Output = Install(Console.Out, Console.SetOut);
    private static readonly CapturedConsole Error = Install(Console.Error, Console.SetError);

    private readonly AsyncLocal<StringBuilder?> _captured = new();
    private readonly TextWriter _outside;

    private CapturedConsole(TextWriter outside) => _outside = outside;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>Runs something and answers what it wrote to the console's two streams.</summary>
    public static async Task<(T Result, string Output, string Error)> WhileAsync<T>(Func<Task<T>> run)
    {
        var (output, error) = (Output._captured.Value, Error._captured.Value) = (
            new StringBuilder(),
            new StringBuilder()
        );
        return (await run(), output.ToString(), error.ToString());
    }

    public override void Write(char value)
    {
        if (_captured.Value is { } captured)
        {
            captured.Append(value);
        }
        else
        {
            _outside.Write(value);
        }
    }

    public override void Write(string? value)
    {
        if (_captured.Value is { } captured)
        {
            captured.Append(value);
        }
        else
        {
            _outside.Write(value);
        }
    }

    private static CapturedConsole Install(TextWriter outside, Action<TextWriter> set)
    {
        var console = new CapturedConsole(outside);
        set(console);
        return console;
    }
}
