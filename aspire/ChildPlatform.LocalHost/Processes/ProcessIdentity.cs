using System.Globalization;

namespace ChildPlatform.LocalHost.Processes;

/// <summary>
/// A process and the moment it started. A number alone may belong to a stranger by the time it is read again,
/// the pair may not.
/// </summary>
/// <param name="Pid">The process number.</param>
/// <param name="StartTicks">Clock ticks between the machine's start and the process's, from <c>/proc</c>.</param>
public sealed record ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>This process.</summary>
    public static ProcessIdentity Current => Of(Environment.ProcessId)
        ?? throw new InvalidOperationException("/proc does not show this process: a Linux machine is needed.");

    /// <summary>Whether the very same process still runs; one that has ended and waits to be collected does not.</summary>
    public bool IsAlive => Of(Pid) == this;

    /// <summary>The identity of a running process, or null when nothing runs under this number.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        string stat;
        try
        {
            stat = File.ReadAllText($"/proc/{pid}/stat");
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }

        // The command in the second field may hold spaces and parentheses: count from the last one. State is field 3,
        // the start time field 22.
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return fields[0] is "Z" or "X" ? null : new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture));
    }

    /// <summary>Asks the process to end, waits, and kills it when it has not ended in time.</summary>
    public async Task EndAsync(int signal, TimeSpan patience)
    {
        var killAt = DateTimeOffset.UtcNow + patience;
        for (var next = signal; IsAlive; next = 0)
        {
            if (DateTimeOffset.UtcNow >= killAt)
            {
                next = Signals.Kill;
                killAt = DateTimeOffset.MaxValue;
            }

            if (next != 0)
            {
                Signals.Send(Pid, next);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20));
        }
    }
}
