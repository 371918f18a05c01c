using Lanyard.Wire.Models;
using Lanyard.Wire.Protocols;

namespace Lanyard.Wire.Tests.Models;

/// <summary>What botocore writes and reads, operation by operation: no member is lost, mixed up or misspelt.</summary>
public sealed class BotocoreCaseTests
{
    public static TheoryData<string, string> Operations()
    {
        var operations = new TheoryData<string, string>();
        foreach (var operation in ModelledServices.Operations)
        {
            operations.Add(operation.Service.Prefix, operation.Name);
        }

        return operations;
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Request_keeps_every_member_when_read_and_written_again(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);
        // Tests may bind late: the typed delegates differ per operation.
        dynamic model = @case.Operation;

        WireRequest written = model.WriteInput(model.ReadInput(@case.Request));

        var dialect = @case.Operation.Service.Dialect;
        Assert.Equal(WireText.Of(@case.Request, dialect), WireText.Of(written, dialect));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Response_keeps_every_member_when_read_and_written_again(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);
        dynamic model = @case.Operation;

        WireResponse written = model.WriteOutput(model.ReadOutput(@case.Response), "request-1");

        var dialect = @case.Operation.Service.Dialect;
        Assert.Equal(WireText.Of(@case.Response, dialect), WireText.Of(written, dialect));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Request_is_identified_as_its_operation(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);

        var called = @case.Operation.Service.Dialect.NameIn(@case.Operation.Service, @case.Request);

        Assert.Equal(new CalledName(operation, IsAddressed: true), called);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Unsigned_request_shows_whose_it_is(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);

        var shown = ModelledServices.All.Where(one => one.Dialect.Shows(one, @case.Request));

        Assert.Equal([@case.Operation.Service], shown);
    }
}
