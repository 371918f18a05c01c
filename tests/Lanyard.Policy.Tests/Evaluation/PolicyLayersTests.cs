using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Tests.Evaluation;

/// <summary>Programs read one word for each layer, wherever it is written.</summary>
public sealed class PolicyLayersTests
{
    [Fact]
    public void Each_layer_has_a_word_of_its_own() =>
        Assert.Equal(
            ["none", "identity", "resource", "trust", "boundary", "session", "scp", "rcp", "vpce"],
            Enum.GetValues<PolicyLayer>().Select(PolicyLayers.WordOf)
        );
}
