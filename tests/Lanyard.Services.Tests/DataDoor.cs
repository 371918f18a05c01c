using Lanyard.Access.Sessions;
using Lanyard.Services.Logs;
using Lanyard.Services.SecretsManager;
using Lanyard.Services.Ssm;
using Lanyard.Testing.Doors;

namespace Lanyard.Services.Tests;

/// <summary>A front door to logs, secrets and parameters.</summary>
internal sealed class DataDoor : ServiceDoor
{
    private DataDoor(TestDoor door, Caller admin, Caller stranger)
        : base(door, admin, stranger) { }

    public long Now => Door.Time.GetUtcNow().ToUnixTimeMilliseconds();

    public static async Task<DataDoor> OpenAsync()
    {
        var door = await TestDoor.OpenAsync(ServicesAsync);
        return new DataDoor(door, await door.AdministratorAsync(), await StrangerAsync(door));
    }

    /// <summary>Opens another server over the same store, with an administrator of its own.</summary>
    public async Task<DataDoor> BesideAsync()
    {
        var door = await TestDoor.OpenAsync(ServicesAsync, Door);
        return new DataDoor(door, await door.UserAsync("other-administrator", TestDoor.AllowAll), Stranger);
    }

    private static async Task<IReadOnlyList<IService>> ServicesAsync(ServiceHost host)
    {
        var secrets = await SecretsManagerService.OpenAsync(host, default);
        return
        [
            await LogsService.OpenAsync(host, default),
            secrets,
            await SsmService.OpenAsync(host, secrets, default),
        ];
    }
}
