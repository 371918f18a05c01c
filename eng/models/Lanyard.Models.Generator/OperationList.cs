using System.Globalization;

namespace Lanyard.Models.Generator;

/// <summary>Reads <c>operations.txt</c>.</summary>
internal static class OperationList
{
    /// <summary>The services of the list.</summary>
    /// <exception cref="FormatException">A line is not understood.</exception>
    public static IReadOnlyList<ListedService> Parse(IEnumerable<string> lines)
    {
        var services = new List<ListedService>();
        foreach (var (number, raw) in lines.Index())
        {
            var words = raw.Split('#')[0].Split([' ', '[', ']'], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                continue;
            }

            if (raw.StartsWith('['))
            {
                services.Add(new ListedService(words[0], words[1]));
            }
            else if (!TryApply(services[^1], words))
            {
                throw new FormatException($"operations.txt({number + 1}): `{raw}` is not understood");
            }
        }

        return services;
    }

    private static bool TryApply(ListedService service, string[] words)
    {
        switch (words)
        {
            case ["operations", .. var names]:
                service.Operations.AddRange(names);
                return true;
            case ["model", var file]:
                service.ModelFile = file;
                return true;
            case ["global"]:
                return service.IsGlobal = true;
            case ["dialect", var name]:
                service.Dialect = name;
                return true;
            case ["rename", var shape, var name]:
                return service.Renames.TryAdd(shape, name);
            case ["root", var shape, var element]:
                return service.Roots.TryAdd(shape, element);
            case ["secret", var member]:
                return service.Secrets.Add(member);
            case ["bound", var most, var member, "as", var name]:
                return service.Bounds.TryAdd(member, (int.Parse(most, CultureInfo.InvariantCulture), name));
            case ["bound", var most, .. var members]:
                return Array.TrueForAll(
                    members,
                    member => service.Bounds.TryAdd(member, (int.Parse(most, CultureInfo.InvariantCulture), null))
                );
            case ["plain", var shape]:
                return service.Plain.Add(shape);
            case ["unwrap", var shape]:
                return service.Unwrapped.Add(shape);
            case ["drop", var operation]:
                return service.Dropped.Add(operation);
            default:
                return false;
        }
    }
}
