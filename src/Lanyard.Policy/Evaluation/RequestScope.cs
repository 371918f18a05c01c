using Lanyard.Policy.Matching;

namespace Lanyard.Policy.Evaluation;

/// <summary>A request taken apart once, as every statement looks at it.</summary>
internal readonly ref struct RequestScope
{
    /// <summary>Takes a request apart.</summary>
    /// <param name="request">The request.</param>
    /// <param name="hasBoundary">Whether the principal has a permissions boundary.</param>
    /// <param name="buffer">At least as long as the action.</param>
    /// <param name="unknownKeys">The condition keys whose values are not known, case folded; null for none.</param>
    public RequestScope(
        AuthorizationRequest request,
        bool hasBoundary,
        Span<char> buffer,
        IReadOnlySet<string>? unknownKeys = null
    )
    {
        Principal = request.Principal;
        Context = request.Context;
        HasBoundary = hasBoundary;
        UnknownKeys = unknownKeys;
        Action = new ActionText(request.Action, buffer);
        Resource = new ArnText(request.Resource);
    }

    public Principal Principal { get; }

    public RequestContext Context { get; }

    public bool HasBoundary { get; }

    public IReadOnlySet<string>? UnknownKeys { get; }

    public ActionText Action { get; }

    public ArnText Resource { get; }
}
