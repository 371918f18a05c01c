using System.Text;
using Lanyard.Wire.Errors;
using Lanyard.Wire.Models.Iam;
using Lanyard.Wire.Models.Sts;

namespace Lanyard.Wire.Tests.Protocols;

public sealed class AwsQueryProtocolTests
{
    [Fact]
    public void Request_is_a_form_with_action_and_version()
    {
        var request = IamModel.CreateRole.WriteInput(
            new CreateRoleInput
            {
                RoleName = "app role",
                MaxSessionDuration = 3600,
                Tags = [new() { Key = "a", Value = "1" }, new() { Key = "b&c", Value = "é" }],
            }
        );

        Assert.Equal("application/x-www-form-urlencoded; charset=utf-8", request.Headers["Content-Type"]);
        Assert.Equal(
            "Action=CreateRole&Version=2010-05-08&RoleName=app%20role&MaxSessionDuration=3600"
                + "&Tags.member.1.Key=a&Tags.member.1.Value=1&Tags.member.2.Key=b%26c&Tags.member.2.Value=%C3%A9",
            Text(request.Body)
        );
    }

    [Fact]
    public void Response_wraps_its_result()
    {
        var response = StsModel.GetCallerIdentity.WriteOutput(
            new GetCallerIdentityOutput
            {
                UserId = "AIDA",
                Account = "000000000000",
                Arn = "arn:aws:iam::000000000000:user/a",
            },
            "request-1"
        );

        Assert.Equal("text/xml", response.Headers["Content-Type"]);
        Assert.Equal("request-1", response.Headers["x-amzn-RequestId"]);
        Assert.Equal(
            """<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><UserId>AIDA</UserId><Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/a</Arn></GetCallerIdentityResult><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>""",
            Text(response.Body)
        );
    }

    [Fact]
    public void Operation_without_output_answers_its_request_id_alone() =>
        Assert.Equal(
            """<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>request-1</RequestId></ResponseMetadata></DeleteRoleResponse>""",
            Text(IamModel.DeleteRole.WriteOutput(new DeleteRoleOutput(), "request-1").Body)
        );

    [Fact]
    public void Parameters_may_stand_in_the_query()
    {
        var request = new WireRequest
        {
            Method = "GET",
            Path = "/",
            Query = "Action=AssumeRole&Version=2011-06-15&RoleArn=arn%3Aa&RoleSessionName=a+b",
        };

        var input = StsModel.AssumeRole.ReadInput(request);

        Assert.Equal(("arn:a", "a b"), (input.RoleArn, input.RoleSessionName));
    }

    [Fact]
    public void Items_come_in_the_order_of_their_numbers()
    {
        var input = Read("Tags.member.10.Key=c&Tags.member.2.Key=b&Tags.member.1.Key=a");

        Assert.Equal("a b c", string.Join(' ', input.Tags!.Select(tag => tag.Key)));
    }

    [Fact]
    public void Empty_list_is_not_an_absent_list()
    {
        Assert.Empty(Read("Tags=").Tags!);
        Assert.Null(Read("RoleName=a").Tags);
    }

    [Fact]
    public void Empty_list_is_sent_as_an_empty_value()
    {
        var request = IamModel.CreateRole.WriteInput(new CreateRoleInput { Tags = [] });

        Assert.EndsWith("&Tags=", Text(request.Body), StringComparison.Ordinal);
    }

    [Fact]
    public void Control_characters_come_back()
    {
        var output = new GetRoleOutput { Role = new Role { Description = "a\u0001\r\n\t b " } };

        var response = IamModel.GetRole.WriteOutput(output, "request-1");

        Assert.Equal(output.Role.Description, IamModel.GetRole.ReadOutput(response).Role!.Description);
    }

    [Fact]
    public void Instants_are_seconds_unless_there_are_milliseconds()
    {
        var whole = new DateTimeOffset(2026, 11, 24, 8, 30, 0, TimeSpan.Zero);
        var response = IamModel.GetRole.WriteOutput(new GetRoleOutput { Role = new Role { CreateDate = whole } }, "r");

        Assert.Contains("<CreateDate>2026-11-24T08:30:00Z</CreateDate>", Text(response.Body), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MaxSessionDuration=an+hour", "The value at MaxSessionDuration can not be converted to an Integer")]
    [InlineData("MaxSessionDuration=99999999999", "The value at MaxSessionDuration can not be converted to an Integer")]
    [InlineData("Tags.member.first.Key=a", "Unexpected key Tags.member.first")]
    public void Form_of_another_shape_is_refused_with_its_place(string form, string message)
    {
        var exception = Assert.Throws<AwsException>(() => Read(form));

        Assert.Equal(("MalformedInput", 400, message), (exception.Code, exception.StatusCode, exception.Message));
    }

    [Theory]
    [InlineData(33)]
    [InlineData(100_000)]
    public void Endless_nesting_is_refused(int depth)
    {
        var form = string.Join('.', Enumerable.Repeat("a", depth)) + "=b";

        var exception = Assert.Throws<AwsException>(() => Read(form));

        Assert.Equal(("MalformedInput", "Unexpected key a.a.a.a"), (exception.Code, exception.Message));
    }

    private static CreateRoleInput Read(string form) =>
        IamModel.CreateRole.ReadInput(
            new WireRequest
            {
                Method = "POST",
                Path = "/",
                Body = Encoding.UTF8.GetBytes(form),
            }
        );

    private static string Text(ReadOnlyMemory<byte> body) => Encoding.UTF8.GetString(body.Span);
}
