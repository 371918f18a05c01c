namespace Lanyard.Tasks.Startup;

/// <summary>The environment of a container, from what gives way to what wins.</summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html" />
/// <seealso href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html" />
internal static class ContainerEnvironment
{
    private const string Link = "http://169.254.170.2";

    /// <summary>The variables by name.</summary>
    public static IReadOnlyDictionary<string, string> Of(StartupPlan plan, ContainerPlan container, TaskOptions options)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var variable in container.Image?.Config.Env ?? [])
        {
            var equals = variable.IndexOf('=', StringComparison.Ordinal);
            variables[equals < 0 ? variable : variable[..equals]] = equals < 0 ? "" : variable[(equals + 1)..];
        }

        // Of several files the first counts, of several lines in one file the last.
        foreach (var (name, value) in container.EnvironmentFiles.Reverse().SelectMany(file => file))
        {
            variables[name] = value;
        }

        foreach (var variable in container.Definition.Environment ?? [])
        {
            variables[variable.Name!] = variable.Value ?? "";
        }

        foreach (var (name, secret) in container.Secrets)
        {
            variables[name] = secret.Reveal();
        }

        SetOwn(variables, plan, container);
        SetMissing(variables, plan, options);
        return variables;
    }

    private static void SetOwn(Dictionary<string, string> variables, StartupPlan plan, ContainerPlan container)
    {
        var endpoint = container.Record.EndpointId;
        variables["AWS_EXECUTION_ENV"] = plan.Task.IsFargate ? "AWS_ECS_FARGATE" : "AWS_ECS_EC2";
        variables["ECS_CONTAINER_METADATA_URI"] = $"{Link}/v3/{endpoint}";
        variables["ECS_CONTAINER_METADATA_URI_V4"] = $"{Link}/v4/{endpoint}";
        variables["ECS_AGENT_URI"] = $"{Link}/api/{endpoint}";
        if (plan.Task.CredentialsId is { } id)
        {
            variables["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = $"/v2/credentials/{id}";
        }
    }

    private static void SetMissing(Dictionary<string, string> variables, StartupPlan plan, TaskOptions options)
    {
        if (!variables.ContainsKey("AWS_REGION") && !variables.ContainsKey("AWS_DEFAULT_REGION"))
        {
            variables["AWS_REGION"] = plan.Task.Region;
            variables["AWS_DEFAULT_REGION"] = plan.Task.Region;
        }

        variables.TryAdd("AWS_ENDPOINT_URL", options.EndpointUrl);
    }
}
