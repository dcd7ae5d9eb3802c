using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>A task group or task of the plan's section III.</summary>
internal sealed class PlanTask
{
    private PlanTask()
    {
    }

    public PlanTask(int year, string code, string? parent, string title, string[] services, string? assumedOwner, int position)
    {
        Year = year;
        Code = code;
        Parent = parent;
        Title = title;
        Services = services;
        AssumedOwner = assumedOwner;
        Position = position;
    }

    public int Year { get; private set; }

    public string Code { get; private set; } = "";

    public string? Parent { get; private set; }

    public string Title { get; private set; } = "";

    public string[] Services { get; private set; } = [];

    /// <summary>Whom the task is taken to belong to where section V names nobody (domain/assignments.md §5).</summary>
    public string? AssumedOwner { get; private set; }

    public int Position { get; private set; }
}

internal sealed class PlanTaskConfiguration : IEntityTypeConfiguration<PlanTask>
{
    public void Configure(EntityTypeBuilder<PlanTask> builder)
    {
        builder.ToTable("plan_tasks");
        builder.HasKey(t => new { t.Year, t.Code });
        builder.Property(t => t.Code).HasMaxLength(20);
        builder.Property(t => t.Parent).HasMaxLength(20);
        builder.Property(t => t.AssumedOwner).HasMaxLength(10);
    }
}
