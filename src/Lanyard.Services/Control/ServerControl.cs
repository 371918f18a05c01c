using Lanyard.Access.Admission;
using Lanyard.Policy;
using Lanyard.Wire.Models.Lanyard;

namespace Lanyard.Services.Control;

/// <summary>What Lanyard's own service can ask of the server that hosts it.</summary>
public sealed record ServerControl
{
    /// <summary>The account of whoever runs the server; other accounts have no say in it.</summary>
    public required AccountId Account { get; init; }

    /// <summary>Ends when the server stops: what waits for news then answers without.</summary>
    public required CancellationToken Stopping { get; init; }

    /// <summary>Says what the server is.</summary>
    public required Func<DescribeServerOutput> Describe { get; init; }

    /// <summary>Stops tasks and forgets everything but the administrator and its key.</summary>
    public required Func<CancellationToken, Task> ResetAsync { get; init; }

    /// <summary>Begins to stop the server; the argument says whether its tasks are stopped too.</summary>
    public required Action<bool> Stop { get; init; }

    /// <summary>What an action on the server itself needs. The server is its account's, so nobody of another account may.</summary>
    internal Requirement Needs(string action) => new($"lanyard:{action}", "*") { ResourceAccount = Account };
}
