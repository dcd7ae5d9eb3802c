using ChildPlatform.Contracts.Events;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Events.Budgets;

/// <summary>Checks of agenda, budget and tasks, which events and programmes share.</summary>
internal static class PlanParts
{
    public static IReadOnlyList<AgendaItem> Agenda(IReadOnlyList<AgendaItem> agenda, WrongFields wrong)
    {
        for (var i = 0; i < agenda.Count; i++)
        {
            if ((agenda[i].Items ?? []).Sum(part => part.Minutes!.Value) > agenda[i].Minutes)
            {
                wrong.Add($"/agenda/{i}/minutes", "agenda-longer-than-parent");
            }
        }

        return [.. agenda.Select(item => item with { Title = VietnameseText.Normalise(item.Title), Items = item.Items ?? [] })];
    }

    public static IReadOnlyList<BudgetLine> Budget(IReadOnlyList<BudgetLine> budget, WrongFields wrong)
    {
        var lines = budget.Select(line => line with { Line = VietnameseText.Normalise(line.Line) }).ToList();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines.Take(i).Any(line => (line.Line, line.Source) == (lines[i].Line, lines[i].Source)))
            {
                wrong.Add($"/budget/{i}/line", "duplicate-line");
            }
        }

        // A sum beyond what one amount may be is a slip of the keys, and no sheet could show it to the đồng.
        if (lines.Sum(line => line.Amount!.Value) > Vnd.MaxInput)
        {
            wrong.Add("/budget", "amount-out-of-range");
        }

        return lines;
    }

    /// <summary>A text as it is stored; null for one that says nothing.</summary>
    public static string? Text(string? text) => VietnameseText.Normalise(text) is { Length: > 0 } normal ? normal : null;

    public static string Title(string? title, WrongFields wrong)
    {
        var text = VietnameseText.Normalise(title);
        if (text.Length < 3)
        {
            wrong.Add("/title", "title-length");
        }

        return text;
    }

    /// <summary>Years that dates of PostgreSQL, calendars and people share.</summary>
    public static void Dates(DateTimeOffset startsAt, DateTimeOffset endsAt, WrongFields wrong)
    {
        if (startsAt.Year is < 2000 or > 2100)
        {
            wrong.Add("/startsAt", "out-of-range");
        }
        else if (endsAt.Year is < 2000 or > 2100)
        {
            wrong.Add("/endsAt", "out-of-range");
        }
        else if (endsAt < startsAt)
        {
            wrong.Add("/endsAt", "ends-before-start");
        }
        else if (endsAt > startsAt.AddYears(1))
        {
            wrong.Add("/endsAt", "longer-than-year");
        }
    }
}
