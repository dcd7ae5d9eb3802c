using System.Text.Json;

namespace ChildPlatform.Portal.Api;

/// <summary>
/// The idempotency key of one form. Pressing the button again with the same content sends the same key, so a double click or a
/// repeated try after a lost answer has one effect; changed content is a new intention and gets a new key.
/// </summary>
internal sealed class Submission
{
    private string key = NewKey();
    private string? sent;

    /// <summary>True while an answer is awaited; a second click in that time does nothing.</summary>
    public bool Busy { get; private set; }

    /// <summary>The key for this content.</summary>
    public string KeyFor(object? content)
    {
        var now = JsonSerializer.Serialize(content, ApiClient.Json);
        if (sent is not null && sent != now)
        {
            key = NewKey();
        }

        sent = now;
        return key;
    }

    /// <summary>Runs one try. After success or a plain refusal the next try is a new one; after a lost answer it is the same.</summary>
    public async Task RunAsync(Func<Task> attempt)
    {
        if (Busy)
        {
            return;
        }

        Busy = true;
        try
        {
            await attempt();
            Renew();
        }
        catch (ApiException e) when (e.Problem.IsRefusal)
        {
            Renew();
            throw;
        }
        finally
        {
            Busy = false;
        }
    }

    private void Renew()
    {
        key = NewKey();
        sent = null;
    }

    private static string NewKey() => Guid.NewGuid().ToString("N");
}
