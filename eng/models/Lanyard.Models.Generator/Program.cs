using Lanyard.Models.Generator;

if (args.Length != 3)
{
    Console.Error.WriteLine("usage: Lanyard.Models.Generator BOTOCORE_DATA OPERATIONS_TXT MODELS_FOLDER");
    Console.Error.WriteLine("  e.g. $(python3 -c 'import botocore; print(botocore.__path__[0])')/data");
    return 2;
}

var (data, list, target) = (args[0], args[1], args[2]);
var services = OperationList.Parse(File.ReadAllLines(list));
var files = ModelFiles.Generate(data, Path.GetDirectoryName(Path.GetFullPath(list))!, services);
foreach (var old in Directory.EnumerateFiles(target, "*.g.cs", SearchOption.AllDirectories).ToList())
{
    File.Delete(old);
}

foreach (var (name, text) in files)
{
    var path = Path.Combine(target, name);
    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
    File.WriteAllText(path, text);
}

Console.Error.WriteLine($"wrote {files.Count} files below {target}");
return 0;
