namespace Lanyard.Wire.Protocols;

/// <summary>One API action on the wire: its name and how its input and output are read and written.</summary>
public abstract class OperationModel
{
    private protected OperationModel(ServiceModel service, string name)
    {
        Service = service;
        Name = name;
        Action = $"{service.Prefix}:{name}";
    }

    /// <summary>The service.</summary>
    public ServiceModel Service { get; }

    /// <summary>The action's name, as in <c>RunTask</c>.</summary>
    public string Name { get; }

    /// <summary>Prefix and name, as in <c>ecs:RunTask</c>; the IAM action may be named otherwise.</summary>
    public string Action { get; }

    /// <summary>Whether the request's payload is a stream that is not held in memory (<c>s3:PutObject</c>).</summary>
    public bool StreamsInput { get; init; }

    /// <summary>The action, as in <c>ecs:RunTask</c>.</summary>
    public override string ToString() => Action;
}

/// <summary>One API action with the types of its input and output.</summary>
/// <typeparam name="TInput">The generated input record.</typeparam>
/// <typeparam name="TOutput">The generated output record.</typeparam>
public sealed class OperationModel<TInput, TOutput>(ServiceModel service, string name) : OperationModel(service, name)
    where TInput : class
    where TOutput : class
{
    /// <summary>Reads the input of a request (server side).</summary>
    /// <exception cref="Errors.AwsException">The body is not what the protocol or the shape wants.</exception>
    public required Func<WireRequest, TInput> ReadInput { get; init; }

    /// <summary>Makes the request for an input (client side); unsigned, with path, headers and body set.</summary>
    public required Func<TInput, WireRequest> WriteInput { get; init; }

    /// <summary>Makes the response for an output (server side).</summary>
    /// <remarks>The second argument is the request id.</remarks>
    public required Func<TOutput, string, WireResponse> WriteOutput { get; init; }

    /// <summary>Reads the output of a successful response (client side).</summary>
    public required Func<WireResponse, TOutput> ReadOutput { get; init; }
}
