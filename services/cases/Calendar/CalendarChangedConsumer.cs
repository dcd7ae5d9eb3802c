using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Messaging;
using MassTransit;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Calendar;

/// <summary>
/// A year was decided anew: the copy is replaced, and every clock that still runs in days is counted by it. Old and new instant stand
/// in the case's history and in the audit trail; all of it is one transaction, since a clock must not be between two calendars.
/// </summary>
internal sealed class CalendarChangedConsumer(CasesDbContext db, IOutbox outbox, AuditTrail audit, TimeProvider clock)
    : IConsumer<CalendarChanged>
{
    private const int Batch = 200;

    public async Task Consume(ConsumeContext<CalendarChanged> context)
    {
        var (changed, ct) = (context.Message, context.CancellationToken);
        await db.ChangeCalendar(ct);
        var year = await db.CalendarYears.SingleOrDefaultAsync(one => one.Year == changed.Year, ct);
        if (year is not null && changed.Version <= year.Version)
        {
            return;
        }

        await db.CalendarDays.Where(day => day.Date.Year == changed.Year).ExecuteDeleteAsync(ct);
        db.CalendarDays.AddRange(changed.Days.Select(CalendarDay.From));
        if (year is null)
        {
            db.CalendarYears.Add(year = CalendarYear.Seeded(changed.Year));
        }

        year.Take(changed.Version);
        await db.SaveChangesAsync(ct);
        await Recount(await db.WorkingCalendar(ct), ct);
    }

    // By batches, so that a year with many open cases does not stand in memory at once.
    private async Task Recount(WorkingCalendar calendar, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var last = Guid.Empty;
        while (true)
        {
            // Hours run around the clock, whatever the calendar says.
            var ids = await db.CaseClocks
                .Where(one => one.State == ClockState.Running && one.DoneAt == null && one.Unit != PeriodUnit.Hour && one.CaseId > last)
                .Select(one => one.CaseId).Distinct().OrderBy(id => id).Take(Batch).ToListAsync(ct);
            if (ids.Count == 0)
            {
                return;
            }

            await db.Database.ExecuteSqlAsync($"select id from cases where id = any({ids}) order by id for update", ct);
            var rows = await db.Cases.Include(row => row.Clocks).Include(row => row.Steps).AsSplitQuery()
                .Where(row => ids.Contains(row.Id)).OrderBy(row => row.Id).ToListAsync(ct);
            foreach (var row in rows)
            {
                if (row.Recount(calendar, now) is { Count: > 0 } moved)
                {
                    outbox.Add(CaseFacts.ClocksMoved(row, now));
                    audit.Record("case.calendar", "case", row.Id.ToString(), new { row.Number, Moved = moved });
                }
            }

            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
            last = ids[^1];
        }
    }
}
