using System.Runtime.CompilerServices;

namespace ChildPlatform.Testing;

/// <summary>Waits for a condition, never for a while.</summary>
public static class Eventually
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(15);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message quotes it.</exception>
    public static Task Until(Func<bool> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Until(() => Task.FromResult(condition()), timeout, what);

    /// <summary>Returns as soon as the condition holds.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message quotes it.</exception>
    public static async Task Until(
        Func<Task<bool>> condition, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var until = DateTimeOffset.UtcNow + (timeout ?? Usual);
        while (!await condition())
        {
            if (DateTimeOffset.UtcNow > until)
            {
                throw new TimeoutException($"Not within {(timeout ?? Usual).TotalSeconds:0.#} s: {what}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }

    /// <summary>Returns the first value that fits.</summary>
    /// <exception cref="TimeoutException">None did in time; the message tells the last one.</exception>
    public static async Task<T> Value<T>(
        Func<Task<T>> read, Func<T, bool> fits, TimeSpan? timeout = null, [CallerArgumentExpression(nameof(fits))] string what = "")
    {
        var until = DateTimeOffset.UtcNow + (timeout ?? Usual);
        while (true)
        {
            var value = await read();
            if (fits(value))
            {
                return value;
            }

            if (DateTimeOffset.UtcNow > until)
            {
                throw new TimeoutException($"Not within {(timeout ?? Usual).TotalSeconds:0.#} s: {what}; the last value was {value}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(25));
        }
    }
}
