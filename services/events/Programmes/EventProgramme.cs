using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Programmes;

/// <summary>What an organiser plans for a whole series, checked.</summary>
internal sealed record ProgrammeDetails(
    string Template, string Title, string? Theme, string? Aim, Unit Unit, string? Agency, string? Host, string? TargetGroup,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, int PlannedChildren, IReadOnlyList<AgendaItem> Agenda,
    IReadOnlyList<BudgetLine> Budget, IReadOnlyList<EventTask> Tasks);

/// <summary>An umbrella over many events, with the plan that each of them begins with.</summary>
internal sealed class EventProgramme : IHasUnitPath
{
    private EventProgramme()
    {
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; } = "";
    public string Template { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string? Theme { get; private set; }
    public string? Aim { get; private set; }
    public string UnitCode { get; private set; } = "";
    public string UnitName { get; private set; } = "";
    public string UnitPath { get; private set; } = "";
    public string? Agency { get; private set; }
    public string? Host { get; private set; }
    public string? TargetGroup { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Where events of the series take place, once it was said for all of them.</summary>
    public string? Place { get; private set; }
    public int PlannedChildren { get; private set; }
    public IReadOnlyList<AgendaItem> Agenda { get; private set; } = [];
    public IReadOnlyList<BudgetLine> Budget { get; private set; } = [];
    public IReadOnlyList<EventTask> Tasks { get; private set; } = [];
    public string CreatedBy { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }
    public string SearchKey { get; private set; } = "";
    public int Version { get; private set; }

    public static EventProgramme Plan(Guid id, string number, ProgrammeDetails details, CurrentUser by, DateTimeOffset now)
    {
        var programme = new EventProgramme { Id = id, Number = number, CreatedBy = by.Id, CreatedAt = now };
        programme.Change(details);

        return programme;
    }

    public void Change(ProgrammeDetails details)
    {
        Template = details.Template;
        Title = details.Title;
        Theme = details.Theme;
        Aim = details.Aim;
        UnitCode = details.Unit.Code;
        UnitName = details.Unit.Name;
        UnitPath = details.Unit.Path;
        Agency = details.Agency;
        Host = details.Host;
        TargetGroup = details.TargetGroup;
        StartsAt = details.StartsAt;
        EndsAt = details.EndsAt;
        PlannedChildren = details.PlannedChildren;
        Agenda = details.Agenda;
        Budget = details.Budget;
        Tasks = details.Tasks;
        SearchKey = VietnameseText.SearchKey($"{Title} {Theme} {UnitName}");
        Version++;
    }

    /// <summary>What the whole series gets; events that are cloned later begin with it.</summary>
    public void ChangeSeries(string? theme, string? place, DateTimeOffset? startsAt, DateTimeOffset? endsAt)
    {
        Theme = theme ?? Theme;
        Place = place ?? Place;
        StartsAt = startsAt ?? StartsAt;
        EndsAt = endsAt ?? EndsAt;
        SearchKey = VietnameseText.SearchKey($"{Title} {Theme} {UnitName}");
        Version++;
    }
}

internal sealed class EventProgrammeConfiguration : IEntityTypeConfiguration<EventProgramme>
{
    public void Configure(EntityTypeBuilder<EventProgramme> builder)
    {
        builder.ToTable("event_programmes");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(20);
        builder.Property(row => row.Template).HasMaxLength(40);
        builder.Property(row => row.Title).HasMaxLength(300);
        builder.Property(row => row.UnitCode).HasMaxLength(10);
        builder.Property(row => row.UnitName).HasMaxLength(200);
        builder.Property(row => row.UnitPath).HasMaxLength(200);
        builder.Property(row => row.Agenda).IsJson();
        builder.Property(row => row.Budget).IsJson();
        builder.Property(row => row.Tasks).IsJson();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasOne<EventTemplate>().WithMany().HasForeignKey(row => row.Template).OnDelete(DeleteBehavior.Restrict);
        builder.Property<NpgsqlTypes.NpgsqlTsVector>("SearchVector").HasComputedColumnSql("to_tsvector('simple', search_key)", stored: true);
        builder.HasIndex("SearchVector").HasMethod("gin");
    }
}
