using Lanyard.Access.Resolution;
using Lanyard.Wire.Protocols;

namespace Lanyard.Access.Admission;

/// <summary>Where operations come from. What no source has is answered by nobody, and the front door refuses it.</summary>
public interface IOperationSource
{
    /// <summary>The services of which the source has operations; requests are told apart by these.</summary>
    IEnumerable<ServiceModel> Services { get; }

    /// <summary>What answers a called operation; null when this source has nothing for it.</summary>
    IOperation? Find(CalledOperation called);
}
