namespace ChildPlatform.Contracts.Reporting;

/// <summary>Cases of a period by unit, from what the cases service has told: counts alone.</summary>
public sealed record class CaseTotalsResponse
{
    public required DateOnly From { get; init; }

    public required DateOnly To { get; init; }

    /// <summary>One line for each commune or district with a case, and the sum of all.</summary>
    public required IReadOnlyList<CaseTotal> Items { get; init; }

    public required CaseTotal Total { get; init; }

    /// <summary>Children helped with money that a plan asked for, each counted once.</summary>
    public required int ChildrenHelped { get; init; }
}

/// <summary>Cases of one unit. Clocks are counted where their step is due or done, in the period of the case's receipt.</summary>
public sealed record class CaseTotal
{
    /// <summary>Code of the unit; null in the sum of all.</summary>
    public string? UnitCode { get; init; }

    public required int Received { get; init; }

    public required int Urgent { get; init; }

    public required int ClocksMet { get; init; }

    public required int ClocksMissed { get; init; }

    public required int ClocksRunning { get; init; }
}
