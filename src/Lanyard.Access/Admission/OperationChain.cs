using Lanyard.Access.Resolution;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>Sources of operations, asked in their order: the first that has an operation answers it.</summary>
public sealed class OperationChain(params IReadOnlyList<IOperationSource> sources) : IOperationSource
{
    /// <inheritdoc />
    public IEnumerable<ServiceModel> Services => sources.SelectMany(source => source.Services);

    /// <inheritdoc />
    public IOperation? Find(CalledOperation called)
    {
        foreach (var source in sources)
        {
            if (source.Find(called) is { } operation)
            {
                return operation;
            }
        }

        return null;
    }
}
