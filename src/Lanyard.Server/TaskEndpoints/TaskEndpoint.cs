using System.Text;
using System.Text.Json;
using Lanyard.Policy;
using Lanyard.Tasks.Lifecycle;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.TaskEndpoints;

/// <summary>
/// What containers find at 169.254.170.2: the task role's credentials and the metadata of version 3 and 4. Ids answer on
/// their own task's link alone. Stats, task protection and fault injection are not there.
/// </summary>
/// <seealso href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-metadata-endpoint-v4.html" />
internal sealed class TaskEndpoint(TaskEngine engine, RequestRate rate, CredentialsAudit audit)
{
    private const string Json = "application/json";

    /// <summary>Answers one request.</summary>
    public async Task HandleAsync(HttpContext context, Arn taskArn)
    {
        var path = context.Request.Path.Value ?? "/";
        AddRateHeaders(context);
        if (!rate.TryTake(taskArn.ToString(), path))
        {
            audit.Add(context, StatusCodes.Status429TooManyRequests, taskArn, answer: null);
            await WriteAsync(
                context,
                StatusCodes.Status429TooManyRequests,
                "text/plain; charset=utf-8",
                "You have reached maximum request limit."u8.ToArray()
            );
            return;
        }

        switch (path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["v1", "credentials"]:
                await AnswerAsync(context, taskArn, context.Request.Query["id"].ToString(), isVersion1: true);
                break;
            case ["v2", "credentials"]:
                await AnswerAsync(context, taskArn, "", isVersion1: false);
                break;
            case ["v2", "credentials", var id]:
                await AnswerAsync(context, taskArn, id, isVersion1: false);
                break;
            case ["v3" or "v4", var endpointId]:
                await ContainerAsync(context, taskArn, endpointId);
                break;
            case ["v3" or "v4", var endpointId, "task" or "taskWithTags"]:
                await TaskAsync(context, taskArn, endpointId);
                break;
            default:
                await WriteAsync(
                    context,
                    StatusCodes.Status404NotFound,
                    "text/plain; charset=utf-8",
                    "404 page not found\n"u8.ToArray()
                );
                break;
        }
    }

    private async Task AnswerAsync(HttpContext context, Arn taskArn, string id, bool isVersion1)
    {
        var answer = engine.Credentials.Answer(taskArn, id, isVersion1);
        audit.Add(context, answer.Status, taskArn, answer);
        await WriteAsync(context, answer.Status, Json, answer.Json);
    }

    private Task ContainerAsync(HttpContext context, Arn taskArn, string endpointId) =>
        engine.Metadata.Container(taskArn, endpointId) is { } document
            ? WriteAsync(context, StatusCodes.Status200OK, Json, document)
            : NotFoundAsync(
                context,
                "V4 container metadata handler: unable to get container ID from request: unable to get docker ID from v3 endpoint ID: "
                    + endpointId
            );

    private Task TaskAsync(HttpContext context, Arn taskArn, string endpointId) =>
        engine.Metadata.Task(taskArn, endpointId) is { } document
            ? WriteAsync(context, StatusCodes.Status200OK, Json, document)
            : NotFoundAsync(
                context,
                "V4 task metadata handler: unable to get task arn from request: unable to get task Arn from v3 endpoint ID: "
                    + endpointId
            );

    // The agent answers metadata errors as a bare JSON string.
    private static Task NotFoundAsync(HttpContext context, string text) =>
        WriteAsync(
            context,
            StatusCodes.Status404NotFound,
            Json,
            Encoding.UTF8.GetBytes($"\"{JsonEncodedText.Encode(text)}\"")
        );

    private static async Task WriteAsync(HttpContext context, int status, string contentType, ReadOnlyMemory<byte> body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private static void AddRateHeaders(HttpContext context)
    {
        context.Response.Headers["X-Rate-Limit-Limit"] = "40.00";
        context.Response.Headers["X-Rate-Limit-Duration"] = "1";
        context.Response.Headers["X-Rate-Limit-Request-Forwarded-For"] = context
            .Request.Headers["X-Forwarded-For"]
            .ToString();
        context.Response.Headers["X-Rate-Limit-Request-Remote-Addr"] =
            $"{context.Connection.RemoteIpAddress}:{context.Connection.RemotePort}";
    }
}
