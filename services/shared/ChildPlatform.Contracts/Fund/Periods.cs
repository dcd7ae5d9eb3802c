namespace ChildPlatform.Contracts.Fund;

/// <summary>The months of a year in the books, and who closed or reopened them.</summary>
public record class PeriodsResponse
{
    public required int Year { get; init; }

    /// <summary>Last day of the newest closed month, of whatever year; null while none is closed.</summary>
    public DateOnly? ClosedThrough { get; init; }

    /// <summary>Twelve months in order.</summary>
    public required IReadOnlyList<PeriodMonth> Items { get; init; }

    /// <summary>What was done to months of this year, newest first.</summary>
    public required IReadOnlyList<PeriodStepResponse> History { get; init; }

    /// <summary>What the signed-in user may do: close, reopen.</summary>
    public required IReadOnlyList<string> Actions { get; init; }
}

/// <summary>One month (kỳ kế toán).</summary>
public record class PeriodMonth
{
    /// <summary><c>2024-05</c>.</summary>
    public required string Month { get; init; }
    public required bool Closed { get; init; }

    /// <summary>The month is over, so it may be closed.</summary>
    public required bool Over { get; init; }
}

/// <summary>A close (khóa sổ) or a reopening (mở sổ), never changed.</summary>
public record class PeriodStepResponse
{
    public required string Month { get; init; }

    /// <summary>close or reopen.</summary>
    public required string Action { get; init; }

    /// <summary>Why it was reopened.</summary>
    public string? Reason { get; init; }
    public required string By { get; init; }
    public required string ByName { get; init; }
    public required DateTimeOffset At { get; init; }
}
