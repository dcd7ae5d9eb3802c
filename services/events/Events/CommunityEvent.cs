using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Funding;
using ChildPlatform.Events.Programmes;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Events.Events;

/// <summary>What an organiser plans, checked: codes are known, texts are normal, dates are in order.</summary>
internal sealed record EventDetails(
    string Template, string Title, string? Theme, string? Aim, EventLevel Level, Unit Unit, string? Agency, string? Host,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Place, string? TargetGroup, int PlannedChildren, Guid? ProgrammeId,
    IReadOnlyList<AgendaItem> Agenda, IReadOnlyList<BudgetLine> Budget, IReadOnlyList<EventTask> Tasks);

/// <summary>The closing form as it is kept; counts only.</summary>
internal sealed record ClosingForm(
    Attendance Children, HandedOver Gifts, HandedOver Scholarships, IReadOnlyList<SpentLine> Costs, int Incidents, string? Minutes,
    string? Lessons);

/// <summary>A festivity for children, from its draft to its closing form.</summary>
internal sealed class CommunityEvent : IHasUnitPath
{
    private CommunityEvent()
    {
    }

    public Guid Id { get; private set; }
    public string Number { get; private set; } = "";
    public EventState State { get; private set; }
    public string Template { get; private set; } = "";
    public string Title { get; private set; } = "";
    public string? Theme { get; private set; }
    public string? Aim { get; private set; }
    public EventLevel Level { get; private set; }
    public string UnitCode { get; private set; } = "";
    public string UnitName { get; private set; } = "";
    public string UnitPath { get; private set; } = "";
    public string? Agency { get; private set; }
    public string? Host { get; private set; }
    public DateTimeOffset StartsAt { get; private set; }
    public DateTimeOffset EndsAt { get; private set; }
    public string? Place { get; private set; }
    public string? TargetGroup { get; private set; }
    public int PlannedChildren { get; private set; }
    public Guid? ProgrammeId { get; private set; }

    /// <summary>Made by cloning its programme: there is one of the series in a unit.</summary>
    public bool InSeries { get; private set; }

    /// <summary>Changed alone, so that a change of the whole series leaves it.</summary>
    public bool OwnTheme { get; private set; }
    public bool OwnPlace { get; private set; }
    public bool OwnDates { get; private set; }
    public IReadOnlyList<AgendaItem> Agenda { get; private set; } = [];
    public IReadOnlyList<BudgetLine> Budget { get; private set; } = [];
    public IReadOnlyList<EventTask> Tasks { get; private set; } = [];

    /// <summary>Sum of the budget, in whole đồng.</summary>
    public long Planned { get; private set; }
    public ClosingForm? Closing { get; private set; }

    /// <summary>Children who came and money spent, once closed: kept beside the form so that lists can add them.</summary>
    public int? Children { get; private set; }
    public long? Cost { get; private set; }
    public DateTimeOffset? ClosedAt { get; private set; }
    public string? ClosedByName { get; private set; }
    public DateTimeOffset? CorrectedAt { get; private set; }
    public DateTimeOffset? PublishedAt { get; private set; }
    public DateTimeOffset? CancelledAt { get; private set; }
    public string? CancelReason { get; private set; }
    public string CreatedBy { get; private set; } = "";
    public string CreatedByName { get; private set; } = "";
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>What it can be found by, without tone marks.</summary>
    public string SearchKey { get; private set; } = "";
    public int Version { get; private set; }

    public static CommunityEvent Plan(Guid id, string number, EventDetails details, CurrentUser by, DateTimeOffset now)
    {
        var planned = new CommunityEvent
        {
            Id = id,
            Number = number,
            State = EventState.Draft,
            CreatedBy = by.Id,
            CreatedByName = by.Name,
            CreatedAt = now,
            Version = 1,
        };
        planned.Set(details);

        return planned;
    }

    /// <summary>What search finds an event by.</summary>
    public static string SearchKeyOf(string title, string? theme, string? place, string unitName) =>
        VietnameseText.SearchKey($"{title} {theme} {place} {unitName}");

    /// <summary>Changes the plan. Once it stands in the calendar, template and unit are fixed.</summary>
    public void Change(EventDetails details, long askedFromFund)
    {
        RequireState(EventState.Draft, EventState.Published);
        EventsRules.FixedOncePublished.Require(
            State is EventState.Draft || (details.Template == Template && details.Unit.Code == UnitCode));
        EventsRules.PlaceMissing.Require(State is EventState.Draft || details.Place is not null);
        EventsRules.FundingAboveBudget.Require(BudgetTable.FundPart(details.Budget) >= askedFromFund);

        if (InSeries)
        {
            OwnTheme |= details.Theme != Theme;
            OwnPlace |= details.Place != Place;
            OwnDates |= details.StartsAt != StartsAt || details.EndsAt != EndsAt;
        }

        Set(details);
        Version++;
    }

    /// <summary>Takes over what the whole series gets, but for what was changed here alone. False when nothing moved.</summary>
    public bool Follow(string? theme, string? place, DateTimeOffset? startsAt, DateTimeOffset? endsAt)
    {
        if (State is not (EventState.Draft or EventState.Published))
        {
            return false;
        }

        var (before, followed) = ((Theme, Place, StartsAt, EndsAt), (theme, place, startsAt, endsAt));
        Theme = OwnTheme ? Theme : followed.theme ?? Theme;
        Place = OwnPlace ? Place : followed.place ?? Place;
        StartsAt = OwnDates ? StartsAt : followed.startsAt ?? StartsAt;
        EndsAt = OwnDates ? EndsAt : followed.endsAt ?? EndsAt;
        if (before == (Theme, Place, StartsAt, EndsAt))
        {
            return false;
        }

        SearchKey = SearchKeyOf(Title, Theme, Place, UnitName);
        Version++;

        return true;
    }

    /// <summary>Whether nothing but the act itself is missing.</summary>
    public bool MayBePublished => State is EventState.Draft && Template != EventTemplate.Forum && Place is not null;

    public void Publish(DateTimeOffset now)
    {
        RequireState(EventState.Draft);
        EventsRules.ForumNeedsConsents.Require(Template != EventTemplate.Forum);
        EventsRules.PlaceMissing.Require(Place is not null);

        State = EventState.Published;
        PublishedAt = now;
        Version++;
    }

    /// <summary>Whoever cancels also gives up the money that the fund holds for it or has paid.</summary>
    public void Cancel(string reason, DateTimeOffset now)
    {
        RequireState(EventState.Draft, EventState.Published);

        State = EventState.Cancelled;
        CancelledAt = now;
        CancelReason = reason;
        Version++;
    }

    public void RequireDeletable(bool fundAsked)
    {
        RequireState(EventState.Draft);
        EventsRules.FundingAsked.Require(!fundAsked);
    }

    public void Close(ClosingForm form, CurrentUser by, DateTimeOffset now)
    {
        RequireState(EventState.Published);
        EventsRules.EventNotOver.Require(EndsAt <= now);

        State = EventState.Closed;
        ClosedAt = now;
        ClosedByName = by.Name;
        Take(form);
    }

    public void CorrectClosing(ClosingForm form, DateTimeOffset now)
    {
        RequireState(EventState.Closed);

        CorrectedAt = now;
        Take(form);
    }

    /// <summary>Asking the fund is a step of the event: whoever asks has seen this version.</summary>
    public void AskFund(long amount, long asked)
    {
        RequireState(EventState.Draft, EventState.Published);
        if (amount > BudgetTable.FundPart(Budget) - asked)
        {
            throw new ServiceDefaults.Http.InvalidInputException("/amount", "above-fund-lines");
        }

        Version++;
    }

    /// <summary>Taking a request back is a step of the event too.</summary>
    public void WithdrawFunding(bool anyOpen)
    {
        RequireState(EventState.Draft, EventState.Published);
        EventsRules.FundingNotOpen.Require(anyOpen);
        Version++;
    }

    public IReadOnlyList<string> ActionsFor(CurrentUser user, IReadOnlyCollection<EventFunding> fundings, DateTimeOffset now)
    {
        if (!user.Has(Contracts.Identity.Roles.EventOrganizer))
        {
            return [];
        }

        var draft = State is EventState.Draft;
        var published = State is EventState.Published;
        (string Action, bool May)[] actions =
        [
            ("change", draft || published),
            ("delete", draft && fundings.Count == 0),
            ("publish", MayBePublished),
            ("cancel", draft || published),
            ("close", published && EndsAt <= now),
            ("correct-closing", State is EventState.Closed),
            ("ask-fund", (draft || published) && BudgetTable.FundPart(Budget) > 0),
            ("withdraw-funding", (draft || published) && fundings.Any(one => one.Open && one.MayBeWithdrawn)),
            ("copy", Template != EventTemplate.Forum),
        ];

        return [.. actions.Where(action => action.May).Select(action => action.Action)];
    }

    private void Take(ClosingForm form)
    {
        Closing = form;
        Children = form.Children.Total;
        Cost = form.Costs.Sum(cost => cost.Amount);
        Version++;
    }

    private void Set(EventDetails details)
    {
        Template = details.Template;
        Title = details.Title;
        Theme = details.Theme;
        Aim = details.Aim;
        Level = details.Level;
        UnitCode = details.Unit.Code;
        UnitName = details.Unit.Name;
        UnitPath = details.Unit.Path;
        Agency = details.Agency;
        Host = details.Host;
        StartsAt = details.StartsAt;
        EndsAt = details.EndsAt;
        Place = details.Place;
        TargetGroup = details.TargetGroup;
        PlannedChildren = details.PlannedChildren;
        ProgrammeId = details.ProgrammeId;
        Agenda = details.Agenda;
        Budget = details.Budget;
        Tasks = details.Tasks;
        Planned = details.Budget.Sum(line => line.Amount!.Value);
        SearchKey = SearchKeyOf(Title, Theme, Place, UnitName);
    }

    private void RequireState(params ReadOnlySpan<EventState> allowed) => EventsRules.WrongState.Require(
        allowed.Contains(State), new Dictionary<string, object?> { ["state"] = State });
}

internal sealed class CommunityEventConfiguration : IEntityTypeConfiguration<CommunityEvent>
{
    public void Configure(EntityTypeBuilder<CommunityEvent> builder)
    {
        builder.ToTable("events", table =>
            table.HasCheckConstraint("ck_events_closed", "state <> 'closed' or (children is not null and cost is not null)"));
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Number).HasMaxLength(20);
        builder.Property(row => row.Template).HasMaxLength(40);
        builder.Property(row => row.Title).HasMaxLength(300);
        builder.Property(row => row.UnitCode).HasMaxLength(10);
        builder.Property(row => row.UnitName).HasMaxLength(200);
        builder.Property(row => row.UnitPath).HasMaxLength(200);
        builder.Property(row => row.Agency).HasMaxLength(40);
        builder.Property(row => row.Agenda).IsJson();
        builder.Property(row => row.Budget).IsJson();
        builder.Property(row => row.Tasks).IsJson();
        builder.Property(row => row.Closing).IsJson();
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.Ignore(row => row.MayBePublished);
        builder.HasIndex(row => row.Number).IsUnique();
        builder.HasIndex(row => new { row.StartsAt, row.Id });
        builder.HasIndex(row => new { row.UnitPath, row.StartsAt }).HasOperators("text_pattern_ops", "timestamptz_ops");

        // One event of a series in a unit, however often or by how many at once it is cloned.
        builder.HasIndex(row => new { row.ProgrammeId, row.UnitCode }).IsUnique().HasFilter("in_series");
        builder.HasIndex(row => row.ProgrammeId).HasDatabaseName("ix_events_programme");
        builder.HasOne<EventProgramme>().WithMany().HasForeignKey(row => row.ProgrammeId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<EventTemplate>().WithMany().HasForeignKey(row => row.Template).OnDelete(DeleteBehavior.Restrict);
        builder.Property<NpgsqlTypes.NpgsqlTsVector>("SearchVector").HasComputedColumnSql("to_tsvector('simple', search_key)", stored: true);
        builder.HasIndex("SearchVector").HasMethod("gin");
    }
}
