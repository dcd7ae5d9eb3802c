using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Identity.Calendar;

/// <summary>A day that the state made different from its neighbours. Decided year by year, so it is data and not a formula.</summary>
internal sealed class CalendarDay
{
    public required DateOnly Date { get; init; }

    /// <summary>The catalogue's own word; what it means for working days is told where it is answered.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    public required string Mark { get; init; }
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
