namespace Lanyard.Tasks.Definitions;

/// <summary>Which memory Fargate offers with which CPU.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fargate-tasks-services.html#fargate-tasks-size" />
internal static class FargateSizes
{
    private static readonly Dictionary<int, int[]> Memories = new()
    {
        [256] = [512, 1024, 2048],
        [512] = Range(1024, 4096, 1024),
        [1024] = Range(2048, 8192, 1024),
        [2048] = Range(4096, 16384, 1024),
        [4096] = Range(8192, 30720, 1024),
        [8192] = Range(16384, 61440, 4096),
        [16384] = Range(32768, 122880, 8192),
        [32768] = Range(61440, 249856, 8192),
    };

    /// <summary>Whether the pair is offered.</summary>
    public static bool Has(int cpuUnits, int memoryMiB) =>
        Memories.TryGetValue(cpuUnits, out var memories) && memories.Contains(memoryMiB);

    private static int[] Range(int first, int last, int step) =>
        [.. Enumerable.Range(0, ((last - first) / step) + 1).Select(i => first + (i * step))];
}
