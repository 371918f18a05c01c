return await Lanyard.Cli.Commands.CommandLine.RunAsync(args);
