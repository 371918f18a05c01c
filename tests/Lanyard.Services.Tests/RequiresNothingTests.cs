using Lanyard.Access.Admission;

namespace Lanyard.Services.Tests;

/// <summary>Operations that anybody with a valid signature may call are few, and each is meant.</summary>
public sealed class RequiresNothingTests
{
    // AWS answers GetCallerIdentity to everybody; DeleteObjects asks about each key, so that one refusal spares the rest.
    private static readonly string[] Meant = ["DeleteObjects", "GetCallerIdentity"];

    [Fact]
    public void No_other_operation_may_require_nothing()
    {
        var marked = typeof(IService)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRequiresNothing)))
            .Select(type => type.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(Meant, marked);
    }
}
