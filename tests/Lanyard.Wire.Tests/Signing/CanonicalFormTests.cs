namespace Lanyard.Wire.Tests.Signing;

/// <summary>Path, query and headers as they are signed, read from what a mismatch shows.</summary>
/// <seealso href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html" />
public sealed class CanonicalFormTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "/")]
    [InlineData("//a//b", "/a/b")]
    [InlineData("/a/b/", "/a/b/")]
    [InlineData("/a/./b/../c", "/a/c")]
    [InlineData("/../../a", "/a")]
    [InlineData("/a/..", "/")]
    [InlineData("/a/../", "/")]
    [InlineData("/a%2Fb", "/a%252Fb")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/%c3%bc", "/%25c3%25bc")]
    [InlineData("/ü", "/%C3%BC")]
    [InlineData("/😀", "/%F0%9F%98%80")]
    [InlineData("/a~b-c._d", "/a~b-c._d")]
    [InlineData("/..a/...", "/..a/...")]
    public void Other_services_normalise_the_path_and_encode_it_once_more(string path, string canonical)
    {
        Assert.Equal(canonical, CanonicalOf(path, "", "ecs")[1]);
    }

    [Theory]
    [InlineData("/", "/")]
    [InlineData("//", "//")]
    [InlineData("//a//b", "//a//b")]
    [InlineData("/a/./b/../c", "/a/./b/../c")]
    [InlineData("/a%2Fb", "/a%2Fb")]
    [InlineData("/a%20b", "/a%20b")]
    [InlineData("/a b", "/a%20b")]
    [InlineData("/%c3%bc", "/%C3%BC")]
    [InlineData("/ü", "/%C3%BC")]
    [InlineData("/%7Ea%2D", "/~a-")]
    [InlineData("/a+b(c)", "/a%2Bb%28c%29")]
    [InlineData("/100%", "/100%25")]
    [InlineData("/%zz%4", "/%25zz%254")]
    public void S3_signs_the_path_as_it_is_encoded_once(string path, string canonical)
    {
        Assert.Equal(canonical, CanonicalOf(path, "", "s3")[1]);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("acl", "acl=")]
    [InlineData("b=2&a=1", "a=1&b=2")]
    [InlineData("a=2&a=1&a=", "a=&a=1&a=2")]
    [InlineData("a-b=1&a=2&a.b=3&aB=4", "a=2&a-b=1&a.b=3&aB=4")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("a=%2f&b=%7e", "a=%2F&b=~")]
    [InlineData("a=b+c", "a=b%20c")]
    [InlineData("&&a=1&", "a=1")]
    [InlineData("ü=ሴ", "%C3%BC=%E1%88%B4")]
    [InlineData(
        "q=1&p=1&o=1&n=1&m=1&l=1&k=1&j=1&i=1&h=1&g=1&f=1&e=1&d=1&c=1&b=1&a=2&a=1",
        "a=1&a=2&b=1&c=1&d=1&e=1&f=1&g=1&h=1&i=1&j=1&k=1&l=1&m=1&n=1&o=1&p=1&q=1"
    )]
    public void The_query_is_encoded_and_sorted(string query, string canonical)
    {
        Assert.Equal(canonical, CanonicalOf("/", query, "ecs")[2]);
    }

    [Theory]
    [InlineData("value", "value")]
    [InlineData("  value  ", "value")]
    [InlineData("a   b \t c", "a b c")]
    [InlineData("\"a   b\"", "\"a b\"")]
    [InlineData("", "")]
    [InlineData("ü", "ü")]
    public void White_space_in_a_header_folds(string value, string canonical)
    {
        var lines = CanonicalOf("/", "", "ecs", ("X-Amz-Meta", value));

        Assert.Contains($"x-amz-meta:{canonical}", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void A_header_given_twice_is_signed_in_its_order()
    {
        var lines = CanonicalOf("/", "", "ecs", ("X-Amz-Meta", "b"), ("x-amz-meta", " a "));

        Assert.Contains("x-amz-meta:b,a", lines, StringComparer.Ordinal);
    }

    [Fact]
    public void A_signed_header_that_is_not_there_is_empty()
    {
        var request = Given.SignedEcsCall();
        request.Headers["X-Amz-Target"] = null;

        Assert.Contains(
            "x-amz-target:",
            Given.Verify(request, Given.Ecs).CanonicalRequest!.Split('\n'),
            StringComparer.Ordinal
        );
    }

    private static string[] CanonicalOf(
        string path,
        string query,
        string service,
        params (string Name, string Value)[] headers
    )
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = path,
            Query = query,
            Headers = Given.Headers([("Host", "127.0.0.1:4566"), .. headers]),
        };
        Given.Signer().Sign(request, Given.LongTerm, "us-east-1", Given.RulesOf(service), Given.Now);

        return Given.Verify(request, Given.RulesOf(service), secretKey: new("another")).CanonicalRequest!.Split('\n');
    }
}
