using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>An entry of <c>Action</c>: a service, or <c>*</c> for all of them, and a name with wildcards.</summary>
internal sealed class ActionPattern
{
    private readonly Pattern _name;
    private readonly ActionKey _mask;
    private readonly ActionKey _expected;

    public ActionPattern(string source)
    {
        var folded = ActionFolding.Fold(source);
        var colon = folded.IndexOf(':');
        var name = folded.AsSpan(colon + 1);
        var wildcard = name.IndexOfAny('*', '?');
        var beginning = wildcard < 0 ? name : name[..wildcard];
        var service = folded[..Math.Max(colon, 0)];
        Service = service is "" or "*" ? null : service;
        _name = Pattern.Compile(name, PatternSyntax.Wildcards);
        _mask = ActionKey.Mask(beginning.Length, wildcard < 0);
        _expected = ActionKey.Of(beginning);
    }

    /// <summary>The service prefix in lower case; null for every service.</summary>
    public string? Service { get; }

    /// <summary>Whether a request's name matches; the service is taken to be compared already.</summary>
    public bool IsNameMatch(in ActionText action) =>
        action.Key.Matches(_mask, _expected) && _name.IsMatch(action.Name, RequestContext.Empty);

    /// <summary>Whether a request's action matches.</summary>
    public bool IsMatch(in ActionText action) =>
        (Service is null || action.Service.SequenceEqual(Service)) && IsNameMatch(action);
}
