using Lanyard.Access.Admission;
using Lanyard.Wire.Constraints;
using Lanyard.Wire.Models.Ecr;

namespace Lanyard.Services.Ecr;

/// <summary>Says which layers a repository has.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_BatchCheckLayerAvailability.html" />
internal sealed class BatchCheckLayerAvailability(Repositories repositories)
    : Operation<BatchCheckLayerAvailabilityInput, BatchCheckLayerAvailabilityOutput>(
        EcrModel.BatchCheckLayerAvailability
    )
{
    public override ValueTask<IReadOnlyList<Requirement>> RequireAsync(
        BatchCheckLayerAvailabilityInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        ConstraintErrors.Check(EcrModel.Service, input);
        return Needs(repositories.On("ecr:BatchCheckLayerAvailability", call, input.RegistryId, input.RepositoryName!));
    }

    public override async ValueTask<BatchCheckLayerAvailabilityOutput> InvokeAsync(
        BatchCheckLayerAvailabilityInput input,
        Call call,
        CancellationToken cancellationToken
    )
    {
        var repository = repositories.Find(call, input.RegistryId, input.RepositoryName!);
        var digests = input.LayerDigests!.ToLookup(ImageFailures.IsDigest);
        var layers = new List<Layer>();
        foreach (var digest in digests[true])
        {
            var layer = await repositories.FindLayerAsync(repository, digest, cancellationToken);
            layers.Add(
                new Layer
                {
                    LayerDigest = digest,
                    LayerAvailability = layer is null ? "UNAVAILABLE" : "AVAILABLE",
                    LayerSize = layer?.Bytes,
                }
            );
        }

        var failures = digests[false]
            .Select(digest => new LayerFailure
            {
                LayerDigest = digest,
                FailureCode = "InvalidLayerDigest",
                FailureReason = "Invalid layer digest",
            });
        return new BatchCheckLayerAvailabilityOutput { Layers = layers, Failures = [.. failures] };
    }
}
