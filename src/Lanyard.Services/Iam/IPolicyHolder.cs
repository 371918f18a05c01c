using System.Collections.Immutable;
using Lanyard.Access.Admission;
using Lanyard.Access.Identity;

namespace Lanyard.Services.Iam;

/// <summary>Roles or users, as far as both hold policies.</summary>
internal interface IPolicyHolder
{
    /// <summary><c>role</c> or <c>user</c>, as ARNs and sentences say.</summary>
    string Kind { get; }

    /// <summary>How many characters all inline policies of one may have together, white space left out.</summary>
    int InlineLimit { get; }

    /// <summary>Finds one; null when there is none.</summary>
    IPrincipalRecord? TryFind(Call call, string name);

    /// <summary>Finds the one that the call was judged on.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>.</exception>
    IPrincipalRecord Find(Call call, string name);

    /// <summary>Changes the inline policies of the one that the call was judged on.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>, or what the change throws.</exception>
    ValueTask ChangeInlineAsync(
        Call call,
        string name,
        Func<ImmutableSortedDictionary<string, string>, ImmutableSortedDictionary<string, string>> change,
        CancellationToken cancellationToken
    );

    /// <summary>Changes the attached policies of the one that the call was judged on.</summary>
    /// <exception cref="Wire.Errors.AwsException"><c>NoSuchEntity</c>, or what the change throws.</exception>
    ValueTask ChangeAttachedAsync(
        Call call,
        string name,
        Func<ImmutableArray<string>, ImmutableArray<string>> change,
        CancellationToken cancellationToken
    );
}
