using ChildPlatform.Contracts.Cases;
using ChildPlatform.Portal.Api;
using Microsoft.AspNetCore.Components;

namespace ChildPlatform.Portal.Pages.Cases;

/// <summary>
/// A form about one case: knows the case, masked, and its version; says wrong fields where they are; goes back to the case when done.
/// </summary>
public abstract class CaseForm : DataPage
{
    private readonly Submission submission = new();
    private readonly Dictionary<string, string> own = [];

    [Inject]
    private protected CasesApi Api { get; set; } = default!;

    [Parameter]
    public Guid Id { get; set; }

    /// <summary>The case as it was when the form was opened.</summary>
    protected CaseResponse? Item { get; private set; }

    protected ApiProblem? Problem { get; private protected set; }

    private protected string? Tag { get; set; }

    protected bool Busy => submission.Busy;

    private protected string CaseAddress => $"/vu-viec/{Id}";

    private protected string BackText => Item is null ? "Vụ việc" : $"Vụ việc {Item.Number}";

    protected override async Task LoadAsync(CancellationToken ct) => (Item, Tag) = await Api.CaseAsync(Id, null, ct);

    private protected string? Of(string pointer) =>
        own.GetValueOrDefault(pointer) ?? Problem?.Of(pointer);

    /// <summary>Forgets what was wrong before a form is looked at again.</summary>
    private protected void Begin()
    {
        own.Clear();
        Problem = null;
    }

    private protected void Need(string pointer, bool ok, string sentence)
    {
        if (!ok)
        {
            own[pointer] = sentence;
        }
    }

    /// <summary>Sends what was typed, unless something is wrong with it, and goes back to the case.</summary>
    private protected async Task SendAsync(object content, Func<string, Task> send, string done)
    {
        if (Busy || own.Count > 0)
        {
            return;
        }

        var sent = false;
        Problem = await TryAsync(() => submission.RunAsync(async () =>
        {
            await send(submission.KeyFor((content, Tag)));
            sent = true;
        }));
        if (sent)
        {
            Say(done);
            Navigation.NavigateTo(CaseAddress);
        }
    }
}
