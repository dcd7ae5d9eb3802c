using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Fund.Cases;

/// <summary>How often unanswered questions about cases are asked again.</summary>
internal sealed class AskAgainOptions
{
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(10);
}

/// <summary>
/// Asks about cases of requests that are on their way, so that a signature finds the answer on the page. The signature itself asks
/// once more: this is what is shown, not what decides.
/// </summary>
internal sealed class AskAgainJob(
    IServiceScopeFactory scopes, IOptions<AskAgainOptions> options, TimeProvider clock, ILogger<AskAgainJob> log) : BackgroundService
{
    private const int Batch = 50;

    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Cases could not be asked about; it is tried again in {Every}.", options.Value.Every);
            }
        }
    }

    /// <summary>One round: what was never answered first, then refusals that are a minute old.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FundDbContext>();
        var questions = scope.ServiceProvider.GetRequiredService<CaseQuestions>();
        var earlier = clock.GetUtcNow() - Rest;
        var waiting = await db.Disbursements.AsNoTracking()
            .Where(row => (row.State == DisbursementState.Submitted || row.State == DisbursementState.Appraised)
                && (row.CaseCheck == CaseCheck.ToBeChecked || (row.CaseCheck == CaseCheck.Refused && row.CheckedAt < earlier)))
            .OrderBy(row => row.CheckedAt.HasValue).ThenBy(row => row.CheckedAt).ThenBy(row => row.Id).Take(Batch)
            .Select(row => new { row.Id, Numbers = row.Beneficiaries.Where(line => line.CaseNumber != null).Select(line => line.CaseNumber!).ToList() })
            .ToListAsync(ct);
        foreach (var one in waiting)
        {
            if (await questions.Refused(one.Numbers.Distinct().Take(100).ToList(), ct) is not { } refused)
            {
                return; // Nobody answers: the others would wait in vain as well.
            }

            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Database.ExecuteSqlAsync($"select id from disbursements where id = {one.Id} for update", ct);
            var row = await db.Disbursements.SingleAsync(disbursement => disbursement.Id == one.Id, ct);
            if (row.State is DisbursementState.Submitted or DisbursementState.Appraised)
            {
                row.TakeCaseAnswer(refused.Count == 0, clock.GetUtcNow());
                await db.SaveChangesAsync(ct);
            }

            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
        }
    }
}
