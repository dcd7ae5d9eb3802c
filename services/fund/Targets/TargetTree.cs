using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Targets;

/// <summary>
/// A year's money by source kind, on both bases of domain/fund.md §1. Read from pre-aggregated rows, so that its cost does not
/// grow with history.
/// </summary>
internal sealed class TargetTree
{
    private readonly IReadOnlyList<SourceKind> _kinds;
    private readonly IReadOnlyDictionary<string, long> _targets;
    private readonly IReadOnlyList<ReceiptTotal> _receipts;
    private readonly IReadOnlyList<PaymentTotal> _payments;

    private TargetTree(
        int year, IReadOnlyList<SourceKind> kinds, IReadOnlyDictionary<string, long> targets, IReadOnlyList<ReceiptTotal> receipts,
        IReadOnlyList<PaymentTotal> payments)
    {
        Year = year;
        _kinds = kinds;
        _targets = targets;
        _receipts = receipts;
        _payments = payments;
    }

    public int Year { get; }
    public long Target => _targets.Values.Sum();

    /// <summary>On the plan basis: the kinds that are said to count.</summary>
    public long Raised => _kinds.Where(IsInPlan).Sum(Received);
    public long Mobilised => _kinds.Where(kind => kind.CountsInMobilisedBasis is true).Sum(Received);
    public long AllReceived => _receipts.Sum(total => total.Amount);
    public long Paid => _payments.Sum(total => total.Amount);

    /// <summary>Unrounded: who shows it rounds it. 0 in a year without a target.</summary>
    public decimal Percent => Share(Raised, Target) ?? 0;

    /// <summary>Kinds that count in the plan, and any kind with a target of its own.</summary>
    public IReadOnlyList<TargetLine> Sources => [.. _kinds.Where(kind => IsInPlan(kind) || HasTarget(kind)).Select(Line)];

    /// <summary>"Ngoài bốn nguồn": what came in from kinds that do not count.</summary>
    public IReadOnlyList<TargetLine> OutsideSources =>
        [.. _kinds.Where(kind => !IsInPlan(kind) && !HasTarget(kind)).Select(Line)];

    public IReadOnlyList<MonthAmount> Months
    {
        get
        {
            var counted = _kinds.Where(IsInPlan).Select(kind => kind.Code).ToHashSet();

            return
            [
                .. Enumerable.Range(1, 12).Select(month => new MonthAmount
                {
                    Month = month,
                    Received = _receipts.Where(total => total.Month == month).Sum(total => total.Amount),
                    Raised = _receipts.Where(total => total.Month == month && counted.Contains(total.SourceKind)).Sum(total => total.Amount),
                    Paid = _payments.Where(total => total.Month == month).Sum(total => total.Amount),
                }),
            ];
        }
    }

    /// <summary>All of a year in four small reads.</summary>
    public static async Task<TargetTree> Read(FundDbContext db, int year, CancellationToken ct) => new(
        year,
        await db.SourceKinds.AsNoTracking().OrderBy(kind => kind.Position).ToListAsync(ct),
        await db.ReceiptTargets.AsNoTracking().Where(target => target.Year == year)
            .ToDictionaryAsync(target => target.SourceKind, target => target.Amount, ct),
        await db.ReceiptTotals.AsNoTracking().Where(total => total.Year == year).ToListAsync(ct),
        await db.PaymentTotals.AsNoTracking().Where(total => total.Year == year).ToListAsync(ct));

    /// <summary>
    /// Straight line to the end of the year by the day of the year; what a past year reached is its own forecast, and a year that
    /// has not begun, or without a gift, has none.
    /// </summary>
    public long? Forecast(DateOnly today)
    {
        if (Raised == 0 || today.Year < Year)
        {
            return null;
        }

        var days = DateTime.IsLeapYear(Year) ? 366 : 365;

        return today.Year > Year
            ? Raised
            : (long)decimal.Round((decimal)Raised * days / today.DayOfYear, MidpointRounding.AwayFromZero);
    }

    public TargetTreeResponse ToResponse(DateTimeOffset now) => new()
    {
        Year = Year,
        Target = Target,
        Raised = Raised,
        Percent = Percent,
        Mobilised = Mobilised,
        OutsidePlan = OutsideSources.Sum(line => line.Raised),
        Received = AllReceived,
        AsOf = now,
        Sources = Sources,
        OutsideSources = OutsideSources,
        Months = Months,
        Forecast = Forecast(VietnamTime.DateOf(now)),
    };

    private static bool IsInPlan(SourceKind kind) => kind.CountsInPlanBasis is true;

    private static decimal? Share(long raised, long target) => target == 0 ? null : raised * 100m / target;

    private bool HasTarget(SourceKind kind) => _targets.ContainsKey(kind.Code);

    private long Received(SourceKind kind) => _receipts.Where(total => total.SourceKind == kind.Code).Sum(total => total.Amount);

    private TargetLine Line(SourceKind kind)
    {
        var raised = Received(kind);
        var target = _targets.TryGetValue(kind.Code, out var amount) ? amount : (long?)null;

        return new TargetLine
        {
            SourceKind = kind.Code,
            Name = kind.Name,
            Target = target,
            Raised = raised,
            Percent = target is null ? null : Share(raised, target.Value),
        };
    }
}
