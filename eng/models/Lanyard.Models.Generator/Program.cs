using Lanyard.Models.Generator;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: Lanyard.Models.Generator BOTOCORE_DATA OPERATIONS_TXT MODELS_FOLDER");
    Console.Error.WriteLine("  e.g. $(python3 -c 'import botocore; print(botocore.__path__[0])')/data");
    return 2;
}

var (data, list, target) = (args[0], args[1], args[2]);
var files = ModelFiles.Generate(data, OperationList.Parse(File.ReadAllLines(list)));
foreach (var folder in files.Keys.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal))
{
    var path = Path.Combine(target, folder!);
    if (Directory.Exists(path))
    {
        Directory.Delete(path, recursive: true);
    }

    Directory.CreateDirectory(path);
}

foreach (var (path, text) in files)
{
    File.WriteAllText(Path.Combine(target, path), text);
}

Console.Error.WriteLine($"wrote {files.Count} files below {target}");
return 0;
