using System.Globalization;
using Lanyard.Fuzz;
using Lanyard.Fuzz.Targets;

FuzzTarget[] targets =
[
    Documents.Target,
    Arns.Target,
    Conditions.Target,
    Dates.Target,
    Addresses.Target,
    Patterns.Target,
    Cases.Target,
];
var root = args[0];
var name = args.Length > 1 && !args[1].StartsWith("--", StringComparison.Ordinal) ? args[1] : null;
var options = Options(args[(name is null ? 1 : 2)..]);
if (options is null)
{
    return Misuse("an option is --seconds, --seed, --cases or --input, and has a value");
}

var seed = Number("--seed", Random.Shared.Next(1_000_000));
if (name == "reference")
{
    return ReferenceComparison.Run(Number("--cases", 1_000_000), seed, root) ? 0 : 1;
}

var chosen = Array.FindAll(targets, target => name is null || target.Name == name);
if (chosen.Length == 0)
{
    return Misuse(
        $"there is no target `{name}`: {string.Join(", ", targets.Select(target => target.Name))}, reference"
    );
}

if (options.GetValueOrDefault("--input") is { } path)
{
    var input = InputFile.Read(path);
    return Array.TrueForAll(chosen, target => new FuzzLoop(target, root).Run(input)) ? 0 : 1;
}

var duration = TimeSpan.FromSeconds(Number("--seconds", 60));
var isSound = true;
foreach (var target in chosen)
{
    isSound &= new FuzzLoop(target, root).Run(duration, seed);
}

return isSound ? 0 : 1;

int Number(string option, int otherwise) =>
    options.TryGetValue(option, out var text) ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

static Dictionary<string, string>? Options(string[] rest)
{
    var pairs = rest.Chunk(2).ToArray();
    return Array.TrueForAll(pairs, pair => pair is ["--seconds" or "--seed" or "--cases" or "--input", _])
        ? pairs.ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal)
        : null;
}

static int Misuse(string message)
{
    Console.Error.WriteLine($"fuzz: {message}");
    return 2;
}
