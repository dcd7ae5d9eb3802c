using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Budgets;
using ChildPlatform.Events.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Events.Events;

/// <summary>POST /{id}/close and /{id}/correct-closing: counts, cost by line, lessons.</summary>
internal static class CloseEvent
{
    /// <summary>Takes the closing form of an event that is over. 422 without its counts, or with money spent outside of the budget.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Handle(
        Guid id, CloseRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        row.Close(Check(request, row.Budget, ""), user, clock.GetUtcNow());
        outbox.Add(EventFacts.Closed(row));
        audit.Record("event.close", "event", id.ToString(), new { row.Number, row.Children, row.Cost });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    /// <summary>Replaces the closing form of a closed event; what it said before stays in the history.</summary>
    public static async Task<Results<Ok<EventResponse>, NotFound>> Correct(
        Guid id, CorrectClosingRequest request, IfMatch ifMatch, EventsDbContext db, EventAnswers answers, IOutbox outbox,
        AuditTrail audit, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (await db.LockEvent(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var form = Check(request.Closing!, row.Budget, "/closing");
        var (reason, before) = (VietnameseText.Normalise(request.Reason), new { row.Children, row.Cost });
        row.CorrectClosing(form, clock.GetUtcNow());
        outbox.Add(EventFacts.Closed(row));
        audit.Record(
            "event.correct-closing", "event", id.ToString(), new { row.Number, reason, before, after = new { row.Children, row.Cost } });
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await answers.Of(row, ct));
    }

    private static ClosingForm Check(CloseRequest request, IReadOnlyList<BudgetLine> budget, string at)
    {
        var wrong = new WrongFields();
        var children = request.Children!;
        if (children.Girls + children.Boys != children.Total || children.Age0To6 + children.Age7To10 + children.Age11To15 != children.Total)
        {
            wrong.Add($"{at}/children/total", "counts-differ");
        }

        if (children.EthnicMinority > children.Total)
        {
            wrong.Add($"{at}/children/ethnicMinority", "counts-differ");
        }

        if (children.SpecialCircumstances > children.Total)
        {
            wrong.Add($"{at}/children/specialCircumstances", "counts-differ");
        }

        var costs = new List<SpentLine>();
        for (var i = 0; i < request.Costs!.Count; i++)
        {
            var spending = request.Costs[i];
            var name = VietnameseText.Normalise(spending.Line);
            var lines = budget.Where(line => line.Line == name && (spending.Source is null || line.Source == spending.Source)).ToList();
            switch (lines.Count)
            {
                case 0:
                    wrong.Add($"{at}/costs/{i}/line", "spending-without-line");
                    break;
                case > 1:
                    wrong.Add($"{at}/costs/{i}/source", "required");
                    break;
                case 1 when costs.Exists(cost => cost.Line == name && cost.Source == lines[0].Source):
                    wrong.Add($"{at}/costs/{i}/line", "duplicate-line");
                    break;
                default:
                    costs.Add(new SpentLine(name, lines[0].Source!.Value, spending.Amount!.Value));
                    break;
            }
        }

        wrong.ThrowIfAny();

        return new ClosingForm(
            children, request.Gifts!, request.Scholarships!, costs, request.Incidents!.Value, PlanParts.Text(request.Minutes),
            PlanParts.Text(request.Lessons));
    }
}
