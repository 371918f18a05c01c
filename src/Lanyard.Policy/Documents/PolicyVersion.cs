namespace Lanyard.Policy.Documents;

/// <summary>The version of the policy language that a document is written in.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html" />
public enum PolicyVersion
{
    /// <summary><c>2008-10-17</c>, and what a document without a version means: <c>${…}</c> is ordinary text.</summary>
    V2008,

    /// <summary><c>2012-10-17</c>: <c>${…}</c> is a policy variable.</summary>
    V2012,
}
