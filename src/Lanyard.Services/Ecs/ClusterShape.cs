using Lanyard.Access.Admission;
using Lanyard.Tasks.Lifecycle;
using Lanyard.Wire.Models.Ecs;

namespace Lanyard.Services.Ecs;

/// <summary>A cluster as the API shows it.</summary>
internal static class ClusterShape
{
    /// <summary>Describes a cluster, with the tasks that are on it now.</summary>
    public static Cluster Of(ClusterRecord cluster, TaskEngine engine, Call call, bool withTags)
    {
        var tasks = engine.List(call.Account, call.Region, cluster.Name).Where(task => !task.IsStopped).ToList();
        var running = tasks.Count(task => task.LastStatus == TaskStatuses.Running);
        return new Cluster
        {
            ClusterArn = cluster.Arn,
            ClusterName = cluster.Name,
            Status = cluster.Status,
            RegisteredContainerInstancesCount = 0,
            RunningTasksCount = running,
            PendingTasksCount = tasks.Count - running,
            ActiveServicesCount = 0,
            Statistics = [],
            Settings = cluster.Settings,
            CapacityProviders = cluster.CapacityProviders,
            DefaultCapacityProviderStrategy = [],
            Tags = withTags ? cluster.Tags : [],
        };
    }
}
