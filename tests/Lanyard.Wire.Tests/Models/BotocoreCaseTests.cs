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

        var protocol = @case.Operation.Service.Protocol;
        Assert.Equal(WireText.Of(@case.Request, protocol), WireText.Of(written, protocol));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Response_keeps_every_member_when_read_and_written_again(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);
        dynamic model = @case.Operation;

        WireResponse written = model.WriteOutput(model.ReadOutput(@case.Response), "request-1");

        var protocol = @case.Operation.Service.Protocol;
        Assert.Equal(WireText.Of(@case.Response, protocol), WireText.Of(written, protocol));
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Request_is_identified_as_its_operation(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);

        var identity = OperationIdentifier.Identify(@case.Request, @case.Operation.Service.SigningName);

        Assert.Same(@case.Operation, identity.Model);
    }

    [Theory]
    [MemberData(nameof(Operations))]
    public void Unsigned_request_is_identified_as_its_operation(string service, string operation)
    {
        var @case = BotocoreCase.Of(service, operation);

        var identity = OperationIdentifier.Identify(@case.Request, signingName: null);

        Assert.Same(@case.Operation, identity.Model);
    }
}
