using Lanyard.Policy.Evaluation;

namespace Lanyard.Policy.Matching;

/// <summary>An entry of <c>Action</c>: a service, or <c>*</c> for all of them, and a name with wildcards.</summary>
internal sealed class ActionPattern
{
    private readonly Pattern _name;

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
        Filter = new ActionFilter(beginning, wildcard < 0);
    }

    /// <summary>The service prefix in lower case; null for every service.</summary>
    public string? Service { get; }

    /// <summary>What rules most actions out at once.</summary>
    public ActionFilter Filter { get; }

    /// <summary>Whether a request's name matches; the service is taken to be compared already.</summary>
    public bool IsNameMatch(in ActionText action) =>
        Filter.LetsPass(action.Key) && _name.IsMatch(action.Name, RequestContext.Empty);

    /// <summary>Whether a request's action matches.</summary>
    public bool IsMatch(in ActionText action) =>
        (Service is null || action.Service.SequenceEqual(Service)) && IsNameMatch(action);
}
