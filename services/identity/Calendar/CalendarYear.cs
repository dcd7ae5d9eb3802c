using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Calendar;

/// <summary>
/// One year of the public calendar: its version, and who decided it last. The year is decided, told and replaced as a whole, since
/// a swapped day and the Saturday worked for it only make sense together.
/// </summary>
internal sealed class CalendarYear
{
    private CalendarYear()
    {
    }

    public int Year { get; private set; }

    /// <summary>1 for a year of the seed; grows with each change.</summary>
    public int Version { get; private set; }

    /// <summary>Null while the seed holds.</summary>
    public DateTimeOffset? ChangedAt { get; private set; }

    public string? ChangedBy { get; private set; }

    public string? ChangedByName { get; private set; }

    /// <summary>Number of the decision that the last change carries out.</summary>
    public string? Basis { get; private set; }

    public static CalendarYear Seeded(int year) => new() { Year = year, Version = 1 };

    public void Change(CurrentUser by, string? basis, DateTimeOffset now)
    {
        Version++;
        ChangedAt = now;
        ChangedBy = by.Id;
        ChangedByName = by.Name;
        Basis = VietnameseText.Normalise(basis) is { Length: > 0 } text ? text : null;
    }

    /// <summary>The year as others need it: only the days that are worked otherwise than the week says.</summary>
    public CalendarChanged ToMessage(IEnumerable<CalendarDay> days, DateTimeOffset now) => new()
    {
        Year = Year,
        Version = Version,
        Days =
        [
            .. from day in days
               let change = PublicCalendar.ChangeOf(day.Kind)
               where change is not null
               orderby day.Date
               select new ChangedDay
               {
                   Date = day.Date,
                   Change = change is DayChange.Working ? CalendarChange.Working : CalendarChange.Off,
               },
        ],
        ChangedAt = now,
    };
}

internal sealed class CalendarYearConfiguration : IEntityTypeConfiguration<CalendarYear>
{
    public void Configure(EntityTypeBuilder<CalendarYear> builder)
    {
        builder.ToTable("calendar_years");
        builder.HasKey(y => y.Year);
        builder.Property(y => y.Year).ValueGeneratedNever();
        builder.Property(y => y.Version).IsConcurrencyToken();
        builder.Property(y => y.ChangedBy).HasMaxLength(100);
        builder.Property(y => y.ChangedByName).HasMaxLength(200);
        builder.Property(y => y.Basis).HasMaxLength(300);
    }
}
