namespace ChildPlatform.Portal.Parts;

/// <summary>The domain's time on an open page. One timer for all that shows time left, running only while something does.</summary>
internal sealed class PageClock(TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);
    private readonly Lock guard = new();
    private Action? listeners;
    private ITimer? timer;

    public DateTimeOffset Now => clock.GetUtcNow();

    public void Listen(Action tick)
    {
        lock (guard)
        {
            listeners += tick;

            // By the machine's clock: the domain's may stand elsewhere, but goes as fast.
            timer ??= TimeProvider.System.CreateTimer(_ => listeners?.Invoke(), null, Every, Every);
        }
    }

    public void Leave(Action tick)
    {
        lock (guard)
        {
            listeners -= tick;
            if (listeners is null)
            {
                timer?.Dispose();
                timer = null;
            }
        }
    }

    public void Dispose() => timer?.Dispose();
}
