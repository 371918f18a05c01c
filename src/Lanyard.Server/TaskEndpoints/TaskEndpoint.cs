using System.Globalization;
using System.Text;
using System.Text.Json;
using Lanyard.Policy;
using Lanyard.Server.Gateway;
using Lanyard.Tasks.Lifecycle;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>
/// What containers find at 169.254.170.2: the task role's credentials and the metadata of version 3 and 4. Ids answer on
/// their own task's link alone. Stats, task protection and fault injection are not there.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html" />
internal sealed class TaskEndpoint(TaskEngine engine, RequestRate rate, CredentialsAudit audit) : IEndpoint
{
    private const string Json = "application/json";
    private const string Credentials1 = "/v1/credentials";
    private const string Credentials2 = "/v2/credentials";

    /// <inheritdoc />
    public Task HandleAsync(HttpContext context)
    {
        var taskArn = context.Features.GetRequiredFeature<TaskLink>().TaskArn;
        var path = context.Request.Path.Value ?? "/";
        AddRateHeaders(context);
        return rate.TryTake(taskArn.ToString(), path)
            ? RouteAsync(context, taskArn, path)
            : ThrottleAsync(context, taskArn, path);
    }

    /// <inheritdoc />
    public Task FailAsync(HttpContext context, string requestId) =>
        Answer.WriteAsync(
            context,
            StatusCodes.Status500InternalServerError,
            Json,
            """{"code":"InternalServerError","message":"Internal server error","HTTPErrorCode":500}"""u8.ToArray()
        );

    private Task RouteAsync(HttpContext context, Arn taskArn, string path) =>
        path.Split('/') switch
        {
            ["", "v1", "credentials"] => CredentialsAsync(context, taskArn, Credentials1, IdInQuery(context)),
            ["", "v2", "credentials", var id] => CredentialsAsync(context, taskArn, Credentials2, id),
            ["", ("v3" or "v4") and var version, { Length: > 0 } id] => ContainerAsync(context, taskArn, version, id),
            ["", ("v3" or "v4") and var version, { Length: > 0 } id, "task" or "taskWithTags"] => TaskAsync(
                context,
                taskArn,
                version,
                id
            ),
            _ => NothingAsync(context),
        };

    private Task CredentialsAsync(HttpContext context, Arn taskArn, string path, string id)
    {
        var answer = engine.Credentials.Answer(taskArn, id, isVersion1: path is Credentials1);
        audit.Add(context, path, answer.Status, taskArn, answer);
        return Answer.WriteAsync(context, answer.Status, Json, answer.Json);
    }

    private Task ThrottleAsync(HttpContext context, Arn taskArn, string path)
    {
        const int Status = StatusCodes.Status429TooManyRequests;
        var credentials =
            path is Credentials1 ? Credentials1
            : path.StartsWith(Credentials2 + "/", StringComparison.Ordinal) ? Credentials2
            : null;
        if (credentials is not null)
        {
            audit.Add(context, credentials, Status, taskArn, answer: null);
        }

        return Answer.TextAsync(context, Status, "You have reached maximum request limit.");
    }

    private Task ContainerAsync(HttpContext context, Arn taskArn, string version, string endpointId) =>
        engine.Metadata.Container(taskArn, endpointId) is { } document
            ? Answer.WriteAsync(context, StatusCodes.Status200OK, Json, document)
            : UnknownAsync(
                context,
                version,
                "container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: "
                    + endpointId
            );

    private Task TaskAsync(HttpContext context, Arn taskArn, string version, string endpointId) =>
        engine.Metadata.Task(taskArn, endpointId) is { } document
            ? Answer.WriteAsync(context, StatusCodes.Status200OK, Json, document)
            : UnknownAsync(
                context,
                version,
                "task metadata handler: unable to get task arn from request: unable to get task Arn from v3 endpoint ID: "
                    + endpointId
            );

    // The agent answers metadata errors as a bare JSON string: version 4 as not found, version 3 as a bad request.
    private static Task UnknownAsync(HttpContext context, string version, string text) =>
        Answer.WriteAsync(
            context,
            version == "v4" ? StatusCodes.Status404NotFound : StatusCodes.Status400BadRequest,
            Json,
            Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode($"{version.ToUpperInvariant()} {text}")}\"")
        );

    private static Task NothingAsync(HttpContext context)
    {
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return Answer.TextAsync(context, StatusCodes.Status404NotFound, "404 page not found\n");
    }

    private static string IdInQuery(HttpContext context) => context.Request.Query["id"].ToString();

    private static void AddRateHeaders(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers["X-Rate-Limit-Limit"] = RequestRate.PerSecond.ToString("F2", CultureInfo.InvariantCulture);
        headers["X-Rate-Limit-Duration"] = "1";
        headers["X-Rate-Limit-Request-Forwarded-For"] = context.Request.Headers["X-Forwarded-For"].ToString();
        headers["X-Rate-Limit-Request-Remote-Addr"] =
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
    }
}
