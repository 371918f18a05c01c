namespace Lanyard.Cli.Tests.Running;

/// <summary>A template with one task that has secrets, and what a test adds.</summary>
internal static class TaskTemplate
{
    /// <summary>A document that refuses everybody the value of a secret.</summary>
    public const string DenyRead =
        """{Version: "2012-10-17", Statement: [{Effect: Deny, Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*"}]}""";

    /// <summary>A document that lets a role read the value of every secret.</summary>
    public const string AllowRead =
        """{Version: "2012-10-17", Statement: [{Effect: Allow, Action: "secretsmanager:GetSecretValue", Resource: "*"}]}""";

    /// <summary>The template.</summary>
    /// <param name="secrets">The container's secrets, as YAML.</param>
    /// <param name="resources">More resources, each on a line of its own.</param>
    /// <param name="repository">More properties of the image's repository.</param>
    public static string With(string secrets, string resources, string repository = "") =>
        $$$$"""
            Resources:
              Exec:
                Type: AWS::IAM::Role
                Properties:
                  AssumeRolePolicyDocument: {Version: "2012-10-17", Statement: [{Effect: Allow, Principal: {Service: ecs-tasks.amazonaws.com}, Action: "sts:AssumeRole"}]}
                  ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"]
              Repository: {Type: "AWS::ECR::Repository", Properties: {RepositoryName: app{{{{repository}}}}}}
              Task:
                Type: AWS::ECS::TaskDefinition
                Properties:
                  NetworkMode: awsvpc
                  RequiresCompatibilities: [FARGATE]
                  Cpu: 256
                  Memory: 512
                  ExecutionRoleArn: !GetAtt Exec.Arn
                  ContainerDefinitions:
                    - Name: web
                      Image: !Sub "${Repository.RepositoryUri}"
                      Secrets: [{{{{secrets}}}}]
            {{{{resources}}}}
            """;
}
