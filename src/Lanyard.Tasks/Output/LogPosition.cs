using System.Runtime.InteropServices;
using Lanyard.Containers;

namespace Lanyard.Tasks.Output;

/// <summary>How far a container's output has been sent, each stream for itself: one may wait for the end of its line while the other goes on.</summary>
/// <param name="Stdout">All lines of standard output up to here are sent; an <see cref="OutputLine.Position"/>.</param>
/// <param name="Stderr">The same of standard error.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LogPosition(long Stdout, long Stderr)
{
    /// <summary>Where reading goes on.</summary>
    public long ReadFrom => Math.Min(Stdout, Stderr);

    /// <summary>Up to where the lines of a stream are sent.</summary>
    public long Of(OutputChannel channel) => channel == OutputChannel.Stdout ? Stdout : Stderr;
}
