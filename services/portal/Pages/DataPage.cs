using System.Diagnostics;
using ChildPlatform.Portal.Api;
using ChildPlatform.Portal.Security;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace ChildPlatform.Portal.Pages;

/// <summary>
/// What every page with data does the same way: load when it is live and when its address changes, say when it loads, show a
/// refusal, and lead back to the sign-in when the session has ended.
/// </summary>
public abstract class DataPage : ComponentBase, IDisposable
{
    private readonly CancellationTokenSource left = new();
    private string? loadedFor;
    private int loads;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private protected ISnackbar Snackbar { get; set; } = default!;

    [Inject]
    private protected TimeProvider Clock { get; set; } = default!;

    [Inject]
    private protected UnreadFields Unreadable { get; set; } = default!;

    /// <summary>True until the first answer and during each later one.</summary>
    protected bool Loading { get; private set; } = true;

    /// <summary>Why nothing is shown; null when all is well.</summary>
    protected ApiProblem? Failure { get; private set; }

    /// <summary>Ends with the page.</summary>
    protected CancellationToken Left => left.Token;

    /// <summary>Today in Viet Nam by the clock of the domain.</summary>
    protected DateOnly Today => Kernel.VietnamTime.Today(Clock);

    public void Dispose()
    {
        left.Cancel();
        left.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Reads what the page shows.</summary>
    protected abstract Task LoadAsync(CancellationToken ct);

    protected override async Task OnParametersSetAsync()
    {
        // The first, static rendering shows the frame at once; data comes over the live connection, read a single time.
        if (!RendererInfo.IsInteractive || loadedFor == Navigation.Uri)
        {
            return;
        }

        loadedFor = Navigation.Uri;
        await ReloadAsync();
    }

    protected async Task ReloadAsync()
    {
        var mine = ++loads;
        Loading = true;
        Failure = null;
        try
        {
            await LoadAsync(Left);
        }
        catch (OperationCanceledException) when (left.IsCancellationRequested)
        {
            return;
        }
        catch (SessionEndedException)
        {
            GoToSignIn();
            return;
        }
        catch (ApiException e) when (mine == loads)
        {
            Failure = WithTrace(e.Problem);
        }
        finally
        {
            if (mine == loads)
            {
                Loading = false;
            }
        }
    }

    /// <summary>Runs an act of the person; returns the refusal to show, null after success.</summary>
    private protected async Task<ApiProblem?> TryAsync(Func<Task> act)
    {
        try
        {
            await act();
            return null;
        }
        catch (SessionEndedException)
        {
            GoToSignIn();
            return null;
        }
        catch (ApiException e)
        {
            return WithTrace(e.Problem);
        }
    }

    private protected void Say(string sentence, Severity severity = Severity.Success) => Snackbar.Add(sentence, severity);

    private void GoToSignIn()
    {
        var here = "/" + Navigation.ToBaseRelativePath(Navigation.Uri);
        Navigation.NavigateTo(SignIn.SessionEndedPath + QueryString.Create("returnUrl", here), forceLoad: true);
    }

    private static ApiProblem WithTrace(ApiProblem problem) =>
        problem.TraceId is null ? problem with { TraceId = Activity.Current?.TraceId.ToString() } : problem;
}
