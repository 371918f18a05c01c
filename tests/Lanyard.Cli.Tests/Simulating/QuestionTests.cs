using System.Text.Json;
using Lanyard.Cli.Commands;

namespace Lanyard.Cli.Tests.Simulating;

/// <summary>One question to a template or to policies in files is answered as AWS would, or is said to be unknown.</summary>
public sealed class QuestionTests : IDisposable
{
    private const string Trust =
        """{Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}]}""";

    private const string SecretArn = "arn:aws:secretsmanager:us-east-1:000000000000:secret:k04/pw-aB3dE9";

    private readonly string _directory = Directory.CreateTempSubdirectory("lanyard-simulate-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_role_has_its_tags()
    {
        var template = Template(
            $$$$"""
              App:
                Type: AWS::IAM::Role
                Properties:
                  Tags: [{Key: team, Value: blue}]
                  AssumeRolePolicyDocument: {{{{Trust}}}}
                  Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::shop/${aws:PrincipalTag/team}/*"}]}}]
            """
        );

        var own = await AskAsync(template, "App", "s3:GetObject", "arn:aws:s3:::shop/blue/a");
        var other = await AskAsync(template, "App", "s3:GetObject", "arn:aws:s3:::shop/red/a");

        Assert.Equal("allow", own.Decision);
        Assert.Equal("implicit-deny", other.Decision);
        Assert.Null(other.Json.GetProperty("statement").GetString());
        Assert.Contains("`${aws:PrincipalTag/team}` is `blue`", other.Text("advice"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inline_policy_that_is_a_resource_is_the_roles()
    {
        var template = Template(
            $$$$"""
              Exec: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {{{{Trust}}}}}}
              Pol:
                Type: AWS::IAM::RolePolicy
                Properties:
                  RoleName: !Ref Exec
                  PolicyName: params
                  PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "ssm:GetParameters", Resource: "*"}]}
            """
        );

        var answer = await AskAsync(
            template,
            "Exec",
            "ssm:GetParameters",
            "arn:aws:ssm:us-east-1:000000000000:parameter/k04/colour"
        );

        Assert.Equal(("allow", 0), (answer.Decision, answer.ExitCode));
    }

    [Theory]
    [InlineData("shop", "allow")]
    [InlineData("other", "implicit-deny")]
    public async Task A_secret_has_its_tags(string app, string decision)
    {
        var template = Template(
            $$$$"""
              Exec: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {{{{Trust}}}}}}
              S: {Type: "AWS::SecretsManager::Secret", Properties: {Name: k04/pw, SecretString: pw, Tags: [{Key: app, Value: {{{{app}}}}}]}}
              Pol:
                Type: AWS::IAM::Policy
                Properties:
                  Roles: [!Ref Exec]
                  PolicyName: by-tag
                  PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: "*", Condition: {StringEquals: {"secretsmanager:ResourceTag/app": shop, "aws:ResourceTag/app": shop}}}]}
            """
        );

        Assert.Equal(decision, (await AskAsync(template, "Exec", "secretsmanager:GetSecretValue", SecretArn)).Decision);
    }

    [Fact]
    public async Task A_parameter_has_its_tags()
    {
        var template = Template(
            RoleAllowed("ssm:GetParameter", """, Condition: {StringEquals: {"ssm:resourceTag/app": shop}}""")
                + """
                  P: {Type: "AWS::SSM::Parameter", Properties: {Name: /k04/colour, Type: String, Value: blue, Tags: {app: shop}}}
                """
        );

        var answer = await AskAsync(
            template,
            "Exec",
            "ssm:GetParameter",
            "arn:aws:ssm:us-east-1:000000000000:parameter/k04/colour"
        );

        Assert.Equal("allow", answer.Decision);
    }

    [Fact]
    public async Task What_is_left_out_makes_the_answer_unknown()
    {
        var template = Template(
            RoleAllowed("secretsmanager:GetSecretValue")
                + """
                  S: {Type: "AWS::SecretsManager::Secret", Properties: {Name: k04/pw, SecretString: pw}}
                  Pol:
                    Type: AWS::SecretsManager::ResourcePolicy
                    Properties:
                      SecretId: !Ref S
                      ResourcePolicy: {Version: "2012-10-17", Statement: [{Effect: Deny, Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*"}]}
                """
        );

        var answer = await AskAsync(template, "Exec", "secretsmanager:GetSecretValue", SecretArn);
        var text = await RunAsync([
            template,
            "--role",
            "Exec",
            "--action",
            "secretsmanager:GetSecretValue",
            "--resource",
            SecretArn,
        ]);
        var elsewhere = await AskAsync(template, "Exec", "s3:GetObject", "arn:aws:s3:::b/a");

        Assert.Equal(("unknown", 1), (answer.Decision, answer.ExitCode));
        Assert.Equal("allow", answer.Text("without"));
        Assert.Equal("Pol (AWS::SecretsManager::ResourcePolicy)", answer.Text("leftOut"));
        Assert.StartsWith("unknown: `secretsmanager:GetSecretValue` on", text.Output, StringComparison.Ordinal);
        Assert.Contains(
            "allowed here, but Pol (AWS::SecretsManager::ResourcePolicy) was left out of the judgement",
            text.Output,
            StringComparison.Ordinal
        );
        Assert.Equal("implicit-deny", elsewhere.Decision);
    }

    [Fact]
    public async Task What_is_left_out_and_given_is_judged()
    {
        var template = Template(
            RoleAllowed("ecr:BatchGetImage")
                + """
                  R: {Type: "AWS::ECR::Repository", Properties: {RepositoryName: app, RepositoryPolicyText: {Version: "2012-10-17", Statement: []}}}
                """
        );
        const string Repository = "arn:aws:ecr:us-east-1:000000000000:repository/app";
        var policy = Write(
            "policy.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"ecr:*","Resource":"*"}]}"""
        );

        var unknown = await AskAsync(template, "Exec", "ecr:BatchGetImage", Repository);
        var denied = await AskAsync(template, "Exec", "ecr:BatchGetImage", Repository, "--resource-policy", policy);

        Assert.Equal("RepositoryPolicyText of R (AWS::ECR::Repository)", unknown.Text("leftOut"));
        Assert.Equal("explicit-deny", denied.Decision);
    }

    [Fact]
    public async Task A_denial_is_none_the_less_for_what_is_left_out()
    {
        var template = Template(
            RoleAllowed("ecr:BatchGetImage")
                .Replace("Effect: Allow, Action: \"ecr", "Effect: Deny, Action: \"ecr", StringComparison.Ordinal)
                + """
                  R: {Type: "AWS::ECR::Repository", Properties: {RepositoryName: app, RepositoryPolicyText: {Version: "2012-10-17", Statement: []}}}
                """
        );

        var answer = await AskAsync(
            template,
            "Exec",
            "ecr:BatchGetImage",
            "arn:aws:ecr:us-east-1:000000000000:repository/app"
        );

        Assert.Equal("explicit-deny", answer.Decision);
    }

    [Fact]
    public async Task A_bucket_has_the_policy_that_the_template_gives_it()
    {
        var template = Template(
            RoleAllowed("s3:GetObject")
                + """
                  B: {Type: "AWS::S3::Bucket", Properties: {BucketName: shop}}
                  Pol:
                    Type: AWS::S3::BucketPolicy
                    Properties:
                      Bucket: !Ref B
                      PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Deny, Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::shop/secret/*"}]}
                """
        );

        var open = await AskAsync(template, "Exec", "s3:GetObject", "arn:aws:s3:::shop/a");
        var shut = await AskAsync(template, "Exec", "s3:GetObject", "arn:aws:s3:::shop/secret/a");

        Assert.Equal("allow", open.Decision);
        Assert.Equal("explicit-deny", shut.Decision);
        Assert.Equal("""["resource"]""", shut.Json.GetProperty("blockedBy").GetRawText());
    }

    [Fact]
    public async Task A_service_asks_as_itself()
    {
        var trust = Write(
            "trust.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"ecs-tasks.amazonaws.com"},"Action":"sts:AssumeRole"}]}"""
        );
        string[] rest = ["--resource-policy", trust, "--action", "sts:AssumeRole", "--json"];

        var tasks = await RunAsync(["--role", "ecs-tasks.amazonaws.com", .. rest]);
        var ec2 = await RunAsync(["--role", "ec2.amazonaws.com", .. rest]);

        Assert.Equal("allow", new Answer(tasks).Decision);
        Assert.Equal(
            ("implicit-deny", """["trust"]"""),
            (new Answer(ec2).Decision, new Answer(ec2).Json.GetProperty("blockedBy").GetRawText())
        );
        Assert.StartsWith("User: ec2.amazonaws.com is not", new Answer(ec2).Text("message"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_asks_for_a_role_of_a_template()
    {
        var template = Template(RoleAllowed("s3:GetObject", name: "RoleName: exec, "));

        var answer = await AskAsync(
            template,
            "ecs-tasks.amazonaws.com",
            "sts:AssumeRole",
            "arn:aws:iam::000000000000:role/exec"
        );

        Assert.Equal("allow", answer.Decision);
    }

    [Fact]
    public async Task A_service_has_no_policies_of_its_own()
    {
        var policy = Write("policy.json", """{"Version":"2012-10-17","Statement":[]}""");

        var run = await RunAsync(["--role", "ec2.amazonaws.com", "--policy", policy, "--action", "s3:GetObject"]);

        Assert.Equal(ExitCodes.Misuse, run.ExitCode);
        Assert.Contains("which has no policies of its own", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_statement_names_what_it_is_for_everything_is_not_proposed()
    {
        var policy = Write(
            "policy.json",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::shop/*"}]}"""
        );

        var answer = new Answer(await RunAsync(["--policy", policy, "--action", "s3:getobject", "--json"]));

        Assert.Equal("implicit-deny", answer.Decision);
        Assert.Null(answer.Json.GetProperty("statement").GetString());
        Assert.StartsWith(
            "name what is asked for with --resource ARN",
            answer.Text("advice"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task What_is_proposed_is_in_AWSs_own_case()
    {
        var answer = new Answer(
            await RunAsync(["--action", "S3:GETobject", "--resource", "arn:aws:s3:::shop/a", "--json"])
        );

        Assert.Contains("\"Action\": \"s3:GetObject\"", answer.Text("statement"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn")]
    [InlineData("us-gov-west-1", "aws-us-gov")]
    public async Task Whoever_asks_in_a_region_is_in_its_partition(string region, string partition)
    {
        string[] question = ["--action", "s3:GetObject", "--resource", $"arn:{partition}:s3:::shop/a", "--json"];
        string[] place = ["--context", $"aws:RequestedRegion={region}"];

        var named = new Answer(await RunAsync(["--role", "app", .. question, .. place]));
        var nameless = new Answer(await RunAsync([.. question, .. place]));
        var elsewhere = new Answer(await RunAsync(["--role", "app", .. question]));

        var sessions = $"User: arn:{partition}:sts::000000000000:assumed-role";
        Assert.StartsWith($"{sessions}/app/", named.Text("message"), StringComparison.Ordinal);
        Assert.StartsWith($"{sessions}/role/", nameless.Text("message"), StringComparison.Ordinal);
        Assert.StartsWith("User: arn:aws:sts::", elsewhere.Text("message"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "aws-cn", "allow")]
    [InlineData("us-east-1", "aws-cn", "implicit-deny")]
    [InlineData("us-east-1", "aws", "allow")]
    public async Task A_template_is_read_in_the_region_that_is_asked_in(
        string region,
        string partition,
        string decision
    )
    {
        var template = Template(
            $$$$"""
              B: {Type: "AWS::S3::Bucket", Properties: {BucketName: shop}}
              App:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {{{{Trust}}}}
                  Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "s3:GetObject", Resource: !Sub "${B.Arn}/*"}]}}]
            """
        );

        var answer = await AskAsync(
            template,
            "App",
            "s3:GetObject",
            $"arn:{partition}:s3:::shop/a",
            "--context",
            $"AWS:requestedRegion={region}"
        );

        Assert.Equal(decision, answer.Decision);
    }

    [Fact]
    public async Task A_managed_policy_of_the_older_language_is_refused_in_IAMs_words()
    {
        var template = Template(
            $$$$"""
              Exec: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {{{{Trust}}}}}}
              Pol: {Type: "AWS::IAM::ManagedPolicy", Properties: {PolicyDocument: {Statement: [{Effect: Allow, Action: "s3:*", Resource: "*"}]}}}
            """
        );

        var run = await RunAsync([template, "--role", "Exec", "--action", "s3:GetObject"]);

        Assert.Equal(ExitCodes.Misuse, run.ExitCode);
        Assert.Contains("Policy document must be version 2012-10-17 or greater.", run.Error, StringComparison.Ordinal);
    }

    private static string RoleAllowed(string action, string rest = "", string name = "") =>
        $$$$"""
              Exec:
                Type: AWS::IAM::Role
                Properties: { {{{{name}}}}AssumeRolePolicyDocument: {{{{Trust}}}}, Policies: [{PolicyName: p, PolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Action: "{{{{action}}}}", Resource: "*"{{{{rest}}}}}]}}]}

            """;

    private string Template(string resources) => Write("template.yaml", $"Resources:\n{resources}\n");

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<Answer> AskAsync(
        string template,
        string role,
        string action,
        string resource,
        params string[] more
    ) => new(await RunAsync([template, "--role", role, "--action", action, "--resource", resource, "--json", .. more]));

    private static Task<Finished> RunAsync(string[] arguments) => Finished.LanyardAsync(["simulate", .. arguments]);

    private sealed record Answer(Finished Run)
    {
        public int ExitCode => Run.ExitCode;

        public JsonElement Json { get; } = JsonElement.Parse(Run.Output);

        public string Decision => Text("decision");

        public string Text(string name) => Json.GetProperty(name).GetString()!;
    }
}
