using Lanyard.Cli.Clients;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Protocols;

namespace Lanyard.Cli.Running.Makers;

/// <summary>Calls as makers make them: what is there already is as good as made.</summary>
internal static class ApiCalls
{
    /// <summary>Makes a call whose error of this code is no failure.</summary>
    /// <returns>The answer; null when the error came.</returns>
    public static async Task<TOutput?> TryAsync<TInput, TOutput>(
        this AwsClient client,
        OperationModel<TInput, TOutput> operation,
        TInput input,
        string tolerated,
        CancellationToken cancellationToken
    )
        where TInput : class
        where TOutput : class
    {
        try
        {
            return await client.SendAsync(operation, input, cancellationToken);
        }
        catch (AwsException error) when (error.Code == tolerated)
        {
            return null;
        }
    }
}
