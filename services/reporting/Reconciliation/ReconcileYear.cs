using System.ComponentModel.DataAnnotations;
using ChildPlatform.Contracts.Fund.V1;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using Grpc.Core;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Reconciliation;

/// <summary>
/// Reporting's sums of a year against the fund's own ledger, asked at this moment. Messages may be on their way, so a
/// difference is looked at again for as long as one question may take; what is left then is shown as it is.
/// </summary>
internal sealed class ReconcileYear(
    FundQueries.FundQueriesClient fund, FundPatience patience, ReportingDbContext db, TimeProvider clock, ILogger<ReconcileYear> log)
{
    public const string Equal = "equal";
    public const string Different = "different";
    public const string Unavailable = "unavailable";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static async Task<Ok<ReconciliationResponse>> Handle(
        [Range(1, 9999, ErrorMessage = "out-of-range")] int? year, ReconcileYear reconcile, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store"; // A comparison is about now; a kept copy would say that of another moment.

        return TypedResults.Ok(await reconcile.CheckAsync(year ?? VietnamTime.Today(clock).Year, ct));
    }

    /// <summary>Sum of the absolute differences, so that too much here and too little there do not cancel; null when unavailable.</summary>
    public static long? TotalDifference(ReconciliationResponse outcome)
        => outcome.Result == Unavailable ? null : outcome.Lines.Sum(l => Math.Abs(l.Difference));

    public async Task<ReconciliationResponse> CheckAsync(int year, CancellationToken ct)
    {
        // Waiting is measured by the machine's clock: the domain's clock may be moved.
        var deadline = TimeProvider.System.GetUtcNow() + patience.Next;
        ReconciliationResponse? outcome = null;
        while (true)
        {
            try
            {
                var reply = await fund.GetYearTotalsAsync(
                    new YearTotalsRequest { Year = year }, deadline: deadline.UtcDateTime, cancellationToken: ct);
                patience.Answered();
                outcome = Compare(year, reply, await KnownHereAsync(year, ct), await NamesAsync(ct));
            }
            catch (RpcException refusal) when (!ct.IsCancellationRequested)
            {
                if (outcome is null)
                {
                    log.LogWarning("The fund did not say its totals of {Year}: {Status}", year, refusal.StatusCode);
                }

                return outcome ?? Answer(year, Unavailable, []);
            }

            if (outcome.Result == Equal || TimeProvider.System.GetUtcNow() + Pause >= deadline)
            {
                return outcome;
            }

            await Task.Delay(Pause, ct);
        }
    }

    private ReconciliationResponse Compare(
        int year, YearTotalsReply reply, Dictionary<string, long> here, Dictionary<string, string> names)
    {
        var there = reply.Sources.ToDictionary(s => s.SourceKind, s => s.Amount, StringComparer.Ordinal);
        ReconciliationLine[] lines =
        [
            .. names.Keys.Union(there.Keys).Union(here.Keys).Select(kind => Line(kind, names.GetValueOrDefault(kind, kind),
                there.GetValueOrDefault(kind), here.GetValueOrDefault(kind))),
        ];

        return Answer(year, lines.All(l => l.Difference == 0) ? Equal : Different, lines);
    }

    private static ReconciliationLine Line(string kind, string name, long fund, long reporting) => new()
    {
        SourceKind = kind,
        Name = name,
        Fund = fund,
        Reporting = reporting,
        Difference = reporting - fund,
    };

    private ReconciliationResponse Answer(int year, string result, IReadOnlyList<ReconciliationLine> lines)
        => new() { Year = year, Result = result, CheckedAt = clock.GetUtcNow(), Lines = lines };

    private Task<Dictionary<string, long>> KnownHereAsync(int year, CancellationToken ct)
        => db.GiftMonths.Where(m => m.Year == year).GroupBy(m => m.SourceKind)
            .Select(g => new { g.Key, Amount = g.Sum(m => m.Amount) })
            .ToDictionaryAsync(g => g.Key, g => g.Amount, StringComparer.Ordinal, ct);

    private async Task<Dictionary<string, string>> NamesAsync(CancellationToken ct)
    {
        var kinds = await db.SourceKinds.AsNoTracking().OrderBy(k => k.Position).ToListAsync(ct);

        return kinds.ToDictionary(k => k.Code, k => k.Name, StringComparer.Ordinal);
    }
}
