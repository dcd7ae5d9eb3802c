using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Messaging;

namespace ChildPlatform.Events.Events;

/// <summary>What other services are told of an event: all of it each time, with its version.</summary>
internal static class EventFacts
{
    /// <summary>Tells of an event that stands in the calendar; a draft is nobody's business yet.</summary>
    public static void TellPublished(this IOutbox outbox, CommunityEvent row)
    {
        if (row.State is EventState.Published)
        {
            outbox.Add(Published(row));
        }
    }

    public static EventPublished Published(CommunityEvent row) => new()
    {
        EventId = row.Id,
        Number = row.Number,
        Title = row.Title,
        Template = row.Template,
        Level = row.Level,
        UnitCode = row.UnitCode,
        UnitPath = row.UnitPath,
        Agency = row.Agency,
        StartsOn = VietnamTime.DateOf(row.StartsAt),
        EndsOn = VietnamTime.DateOf(row.EndsAt),
        PlannedChildren = row.PlannedChildren,
        PublishedAt = row.PublishedAt!.Value,
        Version = row.Version,
    };

    public static EventCancelled Cancelled(CommunityEvent row) => new()
    {
        EventId = row.Id,
        Number = row.Number,
        Title = row.Title,
        Template = row.Template,
        Level = row.Level,
        UnitCode = row.UnitCode,
        UnitPath = row.UnitPath,
        Agency = row.Agency,
        StartsOn = VietnamTime.DateOf(row.StartsAt),
        EndsOn = VietnamTime.DateOf(row.EndsAt),
        PlannedChildren = row.PlannedChildren,
        CancelledAt = row.CancelledAt!.Value,
        Version = row.Version,
    };

    public static EventClosed Closed(CommunityEvent row)
    {
        var form = row.Closing!;

        return new EventClosed
        {
            EventId = row.Id,
            Number = row.Number,
            Title = row.Title,
            Template = row.Template,
            Level = row.Level,
            UnitCode = row.UnitCode,
            UnitPath = row.UnitPath,
            Agency = row.Agency,
            StartsOn = VietnamTime.DateOf(row.StartsAt),
            EndsOn = VietnamTime.DateOf(row.EndsAt),
            PlannedChildren = row.PlannedChildren,
            Children = form.Children.Total!.Value,
            Girls = form.Children.Girls!.Value,
            Boys = form.Children.Boys!.Value,
            EthnicMinority = form.Children.EthnicMinority!.Value,
            SpecialCircumstances = form.Children.SpecialCircumstances!.Value,
            Age0To6 = form.Children.Age0To6!.Value,
            Age7To10 = form.Children.Age7To10!.Value,
            Age11To15 = form.Children.Age11To15!.Value,
            Gifts = form.Gifts.Count!.Value,
            GiftsValue = form.Gifts.Value!.Value,
            Scholarships = form.Scholarships.Count!.Value,
            ScholarshipsValue = form.Scholarships.Value!.Value,
            Cost = row.Cost!.Value,
            CostFromBudget = Spent(form.Costs, BudgetSource.Budget),
            CostMobilised = Spent(form.Costs, BudgetSource.Mobilised),
            CostFromFund = Spent(form.Costs, BudgetSource.Fund),
            Incidents = form.Incidents,
            ClosedAt = row.ClosedAt!.Value,
            Version = row.Version,
        };
    }

    private static long Spent(IReadOnlyList<SpentLine> costs, BudgetSource source) =>
        costs.Where(cost => cost.Source == source).Sum(cost => cost.Amount);
}
