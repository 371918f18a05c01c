using Lanyard.Templates.CloudFormation;
using Lanyard.Templates.TaskDefinitions;

namespace Lanyard.Templates.Tests.TaskDefinitions;

public sealed class TaskDefinitionInputTests
{
    [Fact]
    public void Properties_get_the_names_and_the_types_of_the_api()
    {
        var input = FromProperties(
            """
            Family: receipts
            Cpu: 256
            Memory: '512'
            EnableFaultInjection: 'false'
            RequiresCompatibilities: [FARGATE]
            EphemeralStorage: {SizeInGiB: '21'}
            ProxyConfiguration:
              ContainerName: envoy
              ProxyConfigurationProperties: [{Name: AppPorts, Value: 80}]
            Tags: [{Key: team, Value: 7}]
            Volumes:
              - Name: shared
                EFSVolumeConfiguration:
                  FilesystemId: fs-1
                  TransitEncryptionPort: '2049'
                  AuthorizationConfig: {IAM: ENABLED}
              - {Name: local, Host: {SourcePath: /data}}
              - {Name: docker, DockerVolumeConfiguration: {Labels: {Keep: true}, Autoprovision: 'TRUE'}}
            ContainerDefinitions:
              - Name: app
                Image: app:1
                Cpu: '128'
                Essential: 'true'
                Environment: [{Name: PORT, Value: 8080}, {Name: DEBUG, Value: true}]
                DockerLabels: {Com.Example.Label: 1}
                LogConfiguration: {LogDriver: awslogs, Options: {awslogs-create-group: true}}
                RestartPolicy: {Enabled: yes, IgnoredExitCodes: ['0', 2]}
                Command: [run, 1]
            """
        );

        Assert.Equal(
            """
            {
              "family": "receipts",
              "cpu": "256",
              "memory": "512",
              "enableFaultInjection": false,
              "requiresCompatibilities": [
                "FARGATE"
              ],
              "ephemeralStorage": {
                "sizeInGiB": 21
              },
              "proxyConfiguration": {
                "containerName": "envoy",
                "properties": [
                  {
                    "name": "AppPorts",
                    "value": "80"
                  }
                ]
              },
              "tags": [
                {
                  "key": "team",
                  "value": "7"
                }
              ],
              "volumes": [
                {
                  "name": "shared",
                  "efsVolumeConfiguration": {
                    "fileSystemId": "fs-1",
                    "transitEncryptionPort": 2049,
                    "authorizationConfig": {
                      "iam": "ENABLED"
                    }
                  }
                },
                {
                  "name": "local",
                  "host": {
                    "sourcePath": "/data"
                  }
                },
                {
                  "name": "docker",
                  "dockerVolumeConfiguration": {
                    "labels": {
                      "Keep": "true"
                    },
                    "autoprovision": true
                  }
                }
              ],
              "containerDefinitions": [
                {
                  "name": "app",
                  "image": "app:1",
                  "cpu": 128,
                  "essential": true,
                  "environment": [
                    {
                      "name": "PORT",
                      "value": "8080"
                    },
                    {
                      "name": "DEBUG",
                      "value": "true"
                    }
                  ],
                  "dockerLabels": {
                    "Com.Example.Label": "1"
                  },
                  "logConfiguration": {
                    "logDriver": "awslogs",
                    "options": {
                      "awslogs-create-group": "true"
                    }
                  },
                  "restartPolicy": {
                    "enabled": true,
                    "ignoredExitCodes": [
                      0,
                      2
                    ]
                  },
                  "command": [
                    "run",
                    "1"
                  ]
                }
              ]
            }
            """,
            input.Value!.Emit(isIndented: true).Text
        );
    }

    [Fact]
    public void Places_of_the_properties_are_kept()
    {
        var input = FromProperties("ContainerDefinitions:\n  - Name: app\n    Image: app:1\n");

        Assert.Equal("template.yaml:7:18", input.Value!.LocationOf("containerDefinitions[0].image").ToString());
    }

    [Fact]
    public void Properties_that_the_type_does_not_have_are_refused()
    {
        var input = FromProperties(
            """
            family: receipts
            ContainerDefinitions:
              - Name: app
                image: app:1
                Environment: [{Key: a, Value: b}]
            """
        );

        Assert.Equal(
            [
                "UnknownProperty template.yaml:5:7: Encountered unsupported property family, in the subject (did you mean `Family`?)",
                "UnknownProperty template.yaml:8:11: Encountered unsupported property image, in the subject (did you mean `Image`?)",
                "UnknownProperty template.yaml:9:26: Encountered unsupported property Key, in the subject",
            ],
            Faults(input)
        );
    }

    [Fact]
    public void Values_of_the_wrong_type_are_refused()
    {
        var input = FromProperties(
            """
            Family: [a]
            RuntimePlatform: LINUX
            ContainerDefinitions:
              - Name: app
                Cpu: half
                Essential: maybe
                Command: run
                DockerLabels: [a]
                LogConfiguration: {Options: {a: [b]}}
            """
        );

        Assert.Equal(
            [
                "WrongPropertyType template.yaml:5:15: Value of property Family must be of type String, in the subject",
                "WrongPropertyType template.yaml:6:24: Value of property RuntimePlatform must be of type Object, in the subject",
                "WrongPropertyType template.yaml:9:16: Value of property ContainerDefinitions[0].Cpu must be of type Integer, in the subject",
                "WrongPropertyType template.yaml:10:22: Value of property ContainerDefinitions[0].Essential must be of type Boolean, in the subject",
                "WrongPropertyType template.yaml:11:20: Value of property ContainerDefinitions[0].Command must be of type List, in the subject",
                "WrongPropertyType template.yaml:12:25: Value of property ContainerDefinitions[0].DockerLabels must be of type Map, in the subject",
                "WrongPropertyType template.yaml:13:43: Value of property ContainerDefinitions[0].LogConfiguration.Options.a must be of type String, in the subject",
            ],
            Faults(input)
        );
    }

    [Fact]
    public void Document_of_its_own_is_read_with_its_places()
    {
        var input = FromDocument(
            """
            {
              "family": "receipts", "cpu": "256", "taskRoleArn": null,
              "containerDefinitions": [
                {"name": "app", "image": "app:1", "environment": [], "dockerLabels": {"Ref": "x"}}
              ]
            }
            """
        );

        Assert.Equal(
            """{"family":"receipts","cpu":"256","containerDefinitions":[{"name":"app","image":"app:1","environment":[],"dockerLabels":{"Ref":"x"}}]}""",
            input.Value!.ToJson()
        );
        Assert.Equal("task.json:4:30", input.Value.LocationOf("containerDefinitions[0].image").ToString());
    }

    [Fact]
    public void Described_task_definition_is_read_without_what_describing_adds()
    {
        var input = FromDocument(
            """
            {"taskDefinition": {"taskDefinitionArn": "arn:…:1", "revision": 1, "status": "ACTIVE", "family": "f",
             "containerDefinitions": [], "requiresAttributes": [{"name": "x"}], "compatibilities": ["EC2"],
             "registeredAt": 1.5, "registeredBy": "arn"}, "tags": []}
            """
        );

        Assert.Equal("""{"family":"f","containerDefinitions":[]}""", input.Value!.ToJson());
    }

    [Fact]
    public void Document_in_yaml_is_read_too()
    {
        var input = FromDocument("family: f\ncontainerDefinitions: [{name: app, memory: 128}]");

        Assert.Equal("""{"family":"f","containerDefinitions":[{"name":"app","memory":128}]}""", input.Value!.ToJson());
    }

    [Theory]
    [InlineData(
        "{\"family\": \"f\"}",
        "NotATaskDefinition task.json:1:1: a task definition is a map with containerDefinitions"
    )]
    [InlineData("[]", "NotATaskDefinition task.json:1:1: a task definition is a map with containerDefinitions")]
    [InlineData(
        "{\"containerDefinitions\": [],\n \"containerDefinitions\": []}",
        "DuplicateKey task.json:2:2: the key `containerDefinitions` is given twice (it is first given on line 1)"
    )]
    [InlineData(
        "{\"containerDefinitions\": [{\"Name\": 1}]}",
        "UnknownProperty task.json:1:28: Encountered unsupported property Name, in the task definition (did you mean `name`?)"
    )]
    public void Document_that_is_no_task_definition_is_refused(string text, string fault) =>
        Assert.Equal([fault], Faults(FromDocument(text)));

    [Fact]
    public void Comment_in_a_document_is_refused_at_its_place()
    {
        var fault = Assert.Single(Faults(FromDocument("{\n  // Updated\n  \"family\": \"f\"\n}")));

        Assert.StartsWith(
            "NotWellFormed task.json:2:3: Template format error: JSON not well-formed: ",
            fault,
            StringComparison.Ordinal
        );
    }

    private static Resolution FromDocument(string text) =>
        TaskDefinitionInput.FromDocument(new TemplateSource("task.json", text));

    private static Resolution FromProperties(string properties)
    {
        var indented = properties.Replace("\n", "\n      ", StringComparison.Ordinal);
        return TaskDefinitionInput.FromProperties(
            Given.Properties(
                $"Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n    Properties:\n      {indented}",
                "Task"
            ),
            "the subject"
        );
    }

    private static string[] Faults(Resolution resolution) =>
        [.. resolution.Faults.Select(fault => $"{fault.Code} {fault}")];
}
