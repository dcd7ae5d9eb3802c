using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Clocks;

/// <summary>
/// A running legal clock: when it started, when it is due, and by which rule. The instant is stored, so that a later change of the
/// rules does not move it; only a changed calendar does, and that is told in the case's history.
/// </summary>
internal sealed class CaseClock
{
    private CaseClock()
    {
    }

    public Guid Id { get; private set; }
    public Guid CaseId { get; private set; }

    /// <summary>1, and one more each time that the case is taken up again.</summary>
    public int Round { get; private set; }
    public string Step { get; private set; } = "";
    public string Name { get; private set; } = "";
    public int Amount { get; private set; }
    public PeriodUnit Unit { get; private set; }
    public string Source { get; private set; } = "";
    public DateTimeOffset StartedAt { get; private set; }
    public DateTimeOffset DueAt { get; private set; }

    /// <summary>Whether the instant of <see cref="DueAt"/> itself is in time.</summary>
    public bool Inclusive { get; private set; }
    public ClockState State { get; private set; }
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>When the breach was raised; it is raised once.</summary>
    public DateTimeOffset? BreachedAt { get; private set; }

    /// <summary>When nobody asked for the step any more.</summary>
    public DateTimeOffset? StoppedAt { get; private set; }

    public Deadline Deadline => new(DueAt, Inclusive);

    public static CaseClock Start(Guid caseId, int round, DeadlineRule rule, DateTimeOffset startedAt, WorkingCalendar calendar)
    {
        var due = rule.Period.ToAct(startedAt, calendar);

        return new CaseClock
        {
            Id = Guid.CreateVersion7(),
            CaseId = caseId,
            Round = round,
            Step = rule.Step,
            Name = rule.Name,
            Amount = rule.Amount,
            Unit = rule.Unit,
            Source = rule.Source,
            StartedAt = startedAt.ToUniversalTime(),
            DueAt = due.DueAt.ToUniversalTime(),
            Inclusive = due.Inclusive,
            State = ClockState.Running,
        };
    }

    /// <summary>The step is done: in time, or late, which it then stays.</summary>
    public void Finish(DateTimeOffset at)
    {
        if (DoneAt is not null || StoppedAt is not null || State is ClockState.Stopped)
        {
            return;
        }

        DoneAt = at;
        if (State is ClockState.Running && Deadline.IsMetAt(at))
        {
            State = ClockState.Met;
        }
    }

    /// <summary>Nobody asks for the step any more. What was breached before stays breached, with nothing left to do.</summary>
    public void Stop(DateTimeOffset at)
    {
        if (DoneAt is not null || StoppedAt is not null)
        {
            return;
        }

        StoppedAt = at;
        if (State is ClockState.Running)
        {
            State = ClockState.Stopped;
        }
    }

    /// <summary>The step is asked for after all, by the instant that it had.</summary>
    public void Resume()
    {
        StoppedAt = null;
        if (State is ClockState.Stopped)
        {
            State = ClockState.Running;
        }
    }

    /// <summary>True once: when the time is up and nobody has said so yet. Also for a step that was done, but too late.</summary>
    public bool Breach(DateTimeOffset now)
    {
        if (State is not ClockState.Running || Deadline.IsMetAt(DoneAt ?? now))
        {
            return false;
        }

        State = ClockState.Breached;
        BreachedAt = now;

        return true;
    }

    /// <summary>Counts anew by a changed calendar. Gives the instant that held before when it moved, else null.</summary>
    public DateTimeOffset? Recount(WorkingCalendar calendar)
    {
        // Done, though too late and not yet raised: what it was late for stands.
        if (State is not ClockState.Running || DoneAt is not null)
        {
            return null;
        }

        var (before, due) = (DueAt, new LegalPeriod(Amount, Unit).ToAct(StartedAt, calendar).DueAt.ToUniversalTime());
        DueAt = due;

        return due == before ? null : before;
    }
}

internal sealed class CaseClockConfiguration : IEntityTypeConfiguration<CaseClock>
{
    public void Configure(EntityTypeBuilder<CaseClock> builder)
    {
        builder.ToTable("case_clocks");
        builder.HasKey(clock => clock.Id);
        builder.Property(clock => clock.Id).ValueGeneratedNever();
        builder.Property(clock => clock.Step).HasMaxLength(10);
        builder.Property(clock => clock.Name).HasMaxLength(300);
        builder.Property(clock => clock.Source).HasMaxLength(300);
        builder.Ignore(clock => clock.Deadline);
        builder.HasIndex(clock => new { clock.CaseId, clock.Round, clock.Step }).IsUnique();

        // The job looks for what is due among what still runs, however many clocks have ended.
        builder.HasIndex(clock => clock.DueAt).HasFilter("state = 'running'");
    }
}
