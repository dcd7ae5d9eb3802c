using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Calendar;

/// <summary>A day that the state made different from its neighbours. Decided year by year, so it is data and not a formula.</summary>
internal sealed class CalendarDay
{
    private CalendarDay()
    {
    }

    public CalendarDay(DateOnly date, string kind, string name, string mark)
    {
        Date = date;
        Kind = kind;
        Name = name;
        Mark = mark;
    }

    public DateOnly Date { get; private set; }

    /// <summary>The catalogue's own word: one of <see cref="CalendarKinds"/>.</summary>
    public string Kind { get; private set; } = "";

    public string Name { get; private set; } = "";

    /// <summary>How sure the day is: SRC, COMPUTED, RECALL.</summary>
    public string Mark { get; private set; } = "";

    public void Describe(string name, string mark) => (Name, Mark) = (name, mark);
}

internal sealed class CalendarDayConfiguration : IEntityTypeConfiguration<CalendarDay>
{
    public void Configure(EntityTypeBuilder<CalendarDay> builder)
    {
        builder.ToTable("calendar_days");
        builder.HasKey(d => new { d.Date, d.Kind });
        builder.Property(d => d.Kind).HasMaxLength(40);
        builder.Property(d => d.Name).HasMaxLength(200);
        builder.Property(d => d.Mark).HasMaxLength(20);
    }
}
