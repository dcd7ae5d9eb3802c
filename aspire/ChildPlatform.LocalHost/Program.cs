using System.CommandLine;
using ChildPlatform.LocalHost;

var root = new RootCommand("Starts the platform on this machine: servers, migrations, processes. Ctrl-C stops everything.")
{
    ServersCommand.Create(),
};
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
