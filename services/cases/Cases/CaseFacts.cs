using ChildPlatform.Cases.Clocks;
using ChildPlatform.Cases.Plans;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;

namespace ChildPlatform.Cases.Cases;

/// <summary>What others are told of a case: number, unit, kind and clocks; never a text and never who it is about.</summary>
internal static class CaseFacts
{
    public static CaseOpened Opened(ChildCase row) => new()
    {
        CaseId = row.Id,
        Number = row.Number,
        UnitCode = row.PlaceUnitCode,
        UnitPath = row.UnitPath,
        Channel = row.Channel,
        Kind = row.Kind,
        Urgent = row.Urgent,
        ReceivedAt = row.ReceivedAt,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static CaseClassified Classified(ChildCase row, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        Kind = row.Kind!.Value,
        Urgent = row.Urgent,
        ClassifiedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static CaseAssessed Assessed(ChildCase row) => new()
    {
        CaseId = row.Id,
        Kind = row.Kind,
        Urgent = row.Urgent,
        Conclusion = row.Assessment!.Conclusion,
        AssessedAt = row.Assessment.CompletedAt,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static ChildProtected Protected(ChildCase row, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        DecidedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static PlanSubmitted PlanSubmitted(ChildCase row, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        SubmittedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static PlanApproved PlanApproved(ChildCase row, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        ApprovedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    public static ClocksMoved ClocksMoved(ChildCase row, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        MovedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

    /// <summary>What the fund needs to open a request; the purpose names the case and nobody.</summary>
    public static SupportRequested SupportRequested(ChildCase row, SupportPlan plan, PlanSupport support) => new()
    {
        RequestId = support.Id,
        CaseNumber = row.Number,
        ChildCode = row.Child!.Code,
        Group = support.Group,
        UnitCode = row.PlaceUnitCode,
        Programme = support.Programme,
        Amount = support.Amount,
        Purpose = $"Hỗ trợ trẻ em theo kế hoạch của vụ việc {row.Number}",
        PayeeName = $"UBND {row.PlaceName}",
        RequestedBy = plan.SubmittedBy,
        RequestedByName = plan.SubmittedByName,
        Version = row.Version,
    };

    /// <summary>
    /// Raises what is due and not yet told, and tells it: to reporting, to the unit's chairman and to the supervisor.
    /// </summary>
    public static void TellBreaches(ChildCase row, IOutbox outbox, NoticeBoard notices, DateTimeOffset now)
    {
        foreach (var clock in row.RaiseBreaches(now))
        {
            outbox.Add(new ClockBreached
            {
                CaseId = row.Id,
                Number = row.Number,
                UnitCode = row.PlaceUnitCode,
                Step = clock.Step,
                BreachedAt = now,
                Clocks = ClocksOf(row),
                Version = row.Version,
            });
            notices.Add(Breached(row, clock, Roles.CaseApprover));
            notices.Add(Breached(row, clock, Roles.CaseSupervisor));
        }
    }

    private static Notice Breached(ChildCase row, CaseClock clock, string role)
    {
        var due = VietnamTime.ToLocal(clock.DueAt);

        return new Notice
        {
            Key = $"clock-breached/{clock.Id:N}/{role}",
            Kind = "clock-breached",
            Role = role,
            UnitPath = row.UnitPath,
            Vi = FormattableString.Invariant(
                $"Vụ việc {row.Number} đã quá hạn: {clock.Name} (hạn {due:HH:mm dd'/'MM'/'yyyy})."),
            En = FormattableString.Invariant(
                $"Case {row.Number} is past the deadline of step {clock.Step} ({due:yyyy-MM-dd HH:mm})."),
            SubjectType = "case",
            SubjectId = row.Id.ToString(),
        };
    }

    private static IReadOnlyList<CaseClockFact> ClocksOf(ChildCase row) =>
    [
        .. row.Clocks.OrderBy(clock => clock.Round).ThenBy(clock => clock.Step).Select(clock => new CaseClockFact
        {
            Round = clock.Round,
            Step = clock.Step,
            StartedAt = clock.StartedAt,
            DueAt = clock.DueAt,
            State = clock.State,
            DoneAt = clock.DoneAt,
        }),
    ];
}
