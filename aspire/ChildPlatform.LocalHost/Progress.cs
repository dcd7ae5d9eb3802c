using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ChildPlatform.LocalHost;

/// <summary>Shows a person what is ready, and while they wait, what is not.</summary>
public sealed class Progress(Action<string> say)
{
    private static readonly TimeSpan Reminder = TimeSpan.FromSeconds(5);

    private readonly Stopwatch clock = Stopwatch.StartNew();
    private readonly ConcurrentDictionary<string, Stopwatch> waiting = new();

    /// <summary>Time since the beginning.</summary>
    public TimeSpan Elapsed => clock.Elapsed;

    public void Say(string line) => say(line);

    /// <summary>Does one step and tells when it is done.</summary>
    public async Task StepAsync(string name, string done, Func<Task> step)
    {
        var watch = waiting[name] = Stopwatch.StartNew();
        try
        {
            await step();
            say($"  {name,-12} {done,-10} {Seconds(watch.Elapsed),6} s");
        }
        finally
        {
            waiting.TryRemove(name, out _);
        }
    }

    /// <summary>Says every few seconds what is still being waited for, until the work is done.</summary>
    public async Task WhileAsync(Task work)
    {
        while (await Task.WhenAny(work, Task.Delay(Reminder)) != work)
        {
            // ToArray is a snapshot under lock; sorting the live dictionary fails when a step ends meanwhile.
            var names = waiting.ToArray().OrderBy(w => w.Key).Select(w => $"{w.Key} ({Seconds(w.Value.Elapsed)} s)").ToList();
            if (names.Count > 0)
            {
                say($"  … waiting for {string.Join(", ", names)}");
            }
        }

        await work;
    }

    public static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
