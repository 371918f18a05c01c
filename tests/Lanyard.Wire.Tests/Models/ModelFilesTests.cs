using Lanyard.Models.Generator;

namespace Lanyard.Wire.Tests.Models;

/// <summary>Which file a record is generated into, and what an error code is called.</summary>
public sealed class ModelFilesTests
{
    private const string Model = """
        {
          "metadata": { "apiVersion": "2026-01-01", "endpointPrefix": "kites", "jsonVersion": "1.1", "protocol": "json" },
          "operations": {
            "CreateKite": {
              "input": { "shape": "CreateKiteRequest" },
              "output": { "shape": "CreateKiteResponse" },
              "errors": [{ "shape": "KiteExists" }, { "shape": "WindTooWeak" }, { "shape": "LineTorn" }]
            },
            "GetKite": {
              "input": { "shape": "GetKiteRequest" },
              "output": { "shape": "GetKiteResponse" },
              "errors": [{ "shape": "KiteExists" }]
            },
            "LoseKite": { "errors": [{ "shape": "KiteLost" }] }
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
            "Knots": { "type": "list", "member": { "shape": "Knot" }, "max": 5 },
            "Knot": { "type": "structure", "members": {} },
            "String": { "type": "string" },
            "KiteExists": { "type": "structure", "members": {}, "exception": true },
            "KiteLost": { "type": "structure", "members": {}, "exception": true },
            "WindTooWeak": { "type": "structure", "members": {}, "error": { "code": "WeakWind", "httpStatusCode": 400 } },
            "LineTorn": { "type": "structure", "members": {}, "error": { "code": "Line.Torn" } }
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

    [Fact]
    public void Error_code_is_the_models_own_or_else_the_name_of_the_shape()
    {
        var codes = _files["Kites/KitesErrorCodes.g.cs"];

        Assert.Contains("string KiteExists = \"KiteExists\";", codes, StringComparison.Ordinal);
        Assert.Contains("string WeakWind = \"WeakWind\";", codes, StringComparison.Ordinal);
        Assert.Contains("string LineTorn = \"Line.Torn\";", codes, StringComparison.Ordinal);
    }

    [Fact]
    public void Error_code_of_an_operation_that_is_not_listed_is_left_out() =>
        Assert.DoesNotContain("KiteLost", _files["Kites/KitesErrorCodes.g.cs"], StringComparison.Ordinal);

    private IEnumerable<string> FilesWith(string record) =>
        _files
            .Where(file =>
                file.Value.Contains($"public sealed record {record}\n", StringComparison.Ordinal)
                || file.Value.Contains($"public sealed record {record} :", StringComparison.Ordinal)
            )
            .Select(file => file.Key);

    [Fact]
    public void List_that_nothing_bounds_is_refused_by_name() =>
        Assert.Contains(
            "CreateKiteRequest.knots has no bound",
            Assert.Throws<FormatException>(() => Generate(Unbounded)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void List_is_bounded_by_the_list_of_operations_where_its_model_does_not() =>
        Assert.Contains(
            "check.AtMost(\"knots\", value.Knots, 7);",
            Generate(Unbounded, "bound 7 CreateKiteRequest.knots")["Kites/CreateKite.g.cs"],
            StringComparison.Ordinal
        );

    private static string Unbounded => Model.Replace(", \"max\": 5", "", StringComparison.Ordinal);

    private static IReadOnlyDictionary<string, string> Generate(string model = Model, params string[] lines)
    {
        var folder = Directory.CreateTempSubdirectory("lanyard-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "kites.json"), model);
            var services = OperationList.Parse([
                "[kites Kites]",
                "model kites.json",
                "operations CreateKite GetKite",
                .. lines,
            ]);
            return ModelFiles.Generate(data: "", folder.FullName, services);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
