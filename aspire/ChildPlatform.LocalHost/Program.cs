using System.CommandLine;
using ChildPlatform.LocalHost;

// The launcher hears signals itself: the library would end it before everything is stopped.
return await RunCommand.Create().Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
