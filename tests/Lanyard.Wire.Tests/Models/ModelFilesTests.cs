using Lanyard.Models.Generator;

namespace Lanyard.Wire.Tests.Models;

/// <summary>Which file a record is generated into.</summary>
public sealed class ModelFilesTests
{
    private const string Model = """
        {
          "metadata": { "apiVersion": "2026-01-01", "endpointPrefix": "kites", "jsonVersion": "1.1", "protocol": "json" },
          "operations": {
            "CreateKite": {
              "input": { "shape": "CreateKiteRequest" },
              "output": { "shape": "CreateKiteResponse" }
            },
            "GetKite": {
              "input": { "shape": "GetKiteRequest" },
              "output": { "shape": "GetKiteResponse" }
            }
          },
          "shapes": {
            "CreateKiteRequest": { "type": "structure", "members": { "knots": { "shape": "Knots" } } },
            "CreateKiteResponse": { "type": "structure", "members": { "kite": { "shape": "Kite" }, "wind": { "shape": "Wind" } } },
            "GetKiteRequest": { "type": "structure", "members": { "name": { "shape": "String" } } },
            "GetKiteResponse": { "type": "structure", "members": { "kite": { "shape": "Kite" }, "wind": { "shape": "Wind" } } },
            "Kite": { "type": "structure", "members": { "tail": { "shape": "Tail" }, "kin": { "shape": "Kite" } } },
            "Tail": { "type": "structure", "members": { "bow": { "shape": "Bow" } } },
            "Bow": { "type": "structure", "members": {} },
            "Wind": { "type": "structure", "members": {} },
            "Knots": { "type": "list", "member": { "shape": "Knot" } },
            "Knot": { "type": "structure", "members": {} },
            "String": { "type": "string" }
          }
        }
        """;

    private readonly IReadOnlyDictionary<string, string> _files = Generate();

    [Theory]
    [InlineData("CreateKiteInput", "CreateKite")]
    [InlineData("CreateKiteOutput", "CreateKite")]
    [InlineData("Knot", "CreateKite")]
    [InlineData("GetKiteInput", "GetKite")]
    public void Record_that_one_operation_uses_stands_with_it(string record, string file) =>
        Assert.Equal([$"Kites/{file}.g.cs"], FilesWith(record));

    [Theory]
    [InlineData("Kite")]
    [InlineData("Tail")]
    [InlineData("Bow")]
    public void Record_that_one_shared_record_leads_to_stands_with_it(string record) =>
        Assert.Equal(["Kites/Kite.g.cs"], FilesWith(record));

    [Fact]
    public void Record_that_operations_share_stands_among_the_shared_ones() =>
        Assert.Equal(["Kites/Shapes.g.cs"], FilesWith("Wind"));

    private IEnumerable<string> FilesWith(string record) =>
        _files
            .Where(file =>
                file.Value.Contains($"public sealed record {record}\n", StringComparison.Ordinal)
                || file.Value.Contains($"public sealed record {record} :", StringComparison.Ordinal)
            )
            .Select(file => file.Key);

    private static IReadOnlyDictionary<string, string> Generate()
    {
        var folder = Directory.CreateTempSubdirectory("lanyard-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "kites.json"), Model);
            var services = OperationList.Parse(["[kites Kites]", "model kites.json", "operations CreateKite GetKite"]);
            return ModelFiles.Generate(data: "", folder.FullName, services);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
