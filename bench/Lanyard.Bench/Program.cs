using Lanyard.Bench;

var root = args[0];
var name = args.Length > 1 ? args[1] : "all";
if (name is "policy" or "all")
{
    await PolicyDecisions.RunAsync(root);
    PolicyGrowth.Run();
}

if (name is "server-start" or "all")
{
    await ServerStart.RunAsync(root);
}

if (name is "task-start" or "all")
{
    await TaskStart.RunAsync(root);
}
