using ChildPlatform.Contracts.Cases;

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

    public static ClockBreached Breached(ChildCase row, string step, DateTimeOffset now) => new()
    {
        CaseId = row.Id,
        Number = row.Number,
        UnitCode = row.PlaceUnitCode,
        Step = step,
        BreachedAt = now,
        Clocks = ClocksOf(row),
        Version = row.Version,
    };

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
