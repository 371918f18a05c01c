using Lanyard.Policy;
using Lanyard.Server.TaskEndpoints;
using Lanyard.Testing;
using Microsoft.AspNetCore.Http;

namespace Lanyard.Server.Tests.TaskEndpoints;

public sealed class CredentialsAuditTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Log_that_has_grown_large_is_put_aside()
    {
        var path = _directory["audit.log"];
        using (var file = File.Create(path))
        {
            file.SetLength(CredentialsAudit.MostBytes);
        }

        using (var audit = new CredentialsAudit(path, TimeProvider.System))
        {
            audit.Add(new DefaultHttpContext(), "/v2/credentials", 429, Task, answer: null);
        }

        Assert.Equal(CredentialsAudit.MostBytes, new FileInfo(path + ".1").Length);
        Assert.Single(File.ReadAllLines(path));
    }

    [Fact]
    public void Log_is_added_to()
    {
        var path = _directory["audit.log"];
        for (var i = 0; i < 2; i++)
        {
            using var audit = new CredentialsAudit(path, TimeProvider.System);
            audit.Add(new DefaultHttpContext(), "/v2/credentials", 429, Task, answer: null);
        }

        Assert.Equal(2, File.ReadAllLines(path).Length);
    }

    private static Arn Task => Arn.Parse("arn:aws:ecs:us-east-1:000000000000:task/default/1");
}
