using System.CommandLine;
using ChildPlatform.Benchmarks;

if (args is ["service", var address])
{
    await StandIns.ServiceAsync(address);
    return 0;
}

if (args is ["bare-yarp", var own, var service])
{
    await StandIns.BareYarpAsync(own, service);
    return 0;
}

var seconds = new Option<int>("--seconds") { Description = "Length of each measured run.", DefaultValueFactory = _ => 5 };
var rounds = new Option<int>("--rounds") { Description = "Runs of each kind, by turns; medians are shown.", DefaultValueFactory = _ => 3 };
var clients = new Option<int[]>("--clients")
{
    Description = "How many clients give at once.",
    AllowMultipleArgumentsPerToken = true,
    DefaultValueFactory = _ => [1, 8, 32, 128],
};
var only = new Option<string>("--only") { Description = "gifts or gateway; both when left out." };
only.AcceptOnlyFromAmong("gifts", "gateway");
var command = new RootCommand("Measures gifts per second and the gateway's CPU, and prints tables in Markdown.") { seconds, rounds, clients, only };
command.SetAction((parsed, ct) =>
    Report.RunAsync(parsed.GetValue(seconds), parsed.GetValue(rounds), parsed.GetValue(clients)!, parsed.GetValue(only), ct));
return await command.Parse(args).InvokeAsync();
