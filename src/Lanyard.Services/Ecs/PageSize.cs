namespace Lanyard.Services.Ecs;

/// <summary>How many things ECS lists on a page.</summary>
internal static class PageSize
{
    private const int Largest = 100;

    /// <summary>The size that a call asks for, or the largest one.</summary>
    /// <exception cref="Wire.Errors.AwsException">It is none that ECS has.</exception>
    public static int Of(int? maxResults) =>
        maxResults is < 1 or > Largest ? throw EcsErrors.BadPageSize() : maxResults ?? Largest;
}
