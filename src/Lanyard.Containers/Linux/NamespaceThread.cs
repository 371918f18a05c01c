namespace Lanyard.Containers.Linux;

/// <summary>A thread that may enter namespaces, because it ends afterwards: one of the pool would take others' work along.</summary>
internal static class NamespaceThread
{
    private const int StackBytes = 256 * 1024;

    /// <summary>Runs something and waits for it.</summary>
    public static T Run<T>(Func<T> run) => RunAsync(run).GetAwaiter().GetResult();

    /// <summary>Runs something.</summary>
    public static Task<T> RunAsync<T>(Func<T> run)
    {
        // INVARIANT: neither the work runs elsewhere (the thread itself runs it) nor what awaits it runs here.
        var work = new Task<T>(run, TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(() => work.RunSynchronously(TaskScheduler.Default), StackBytes)
        {
            IsBackground = true,
            Name = "namespace",
        };
        thread.Start();
        return work;
    }
}
