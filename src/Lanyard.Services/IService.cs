using Lanyard.Access.Admission;

namespace Lanyard.Services;

/// <summary>One AWS service that Lanyard answers itself.</summary>
public interface IService
{
    /// <summary>The operations, one an API action.</summary>
    IReadOnlyList<IOperation> Operations { get; }
}
