using ChildPlatform.Contracts.Events;

namespace ChildPlatform.Events.Budgets;

/// <summary>Money spent on one line of the plan.</summary>
internal sealed record SpentLine(string Line, BudgetSource Source, long Amount);

/// <summary>The plan by line and source beside what was spent.</summary>
internal static class BudgetTable
{
    /// <summary>How much of a plan the fund is to give.</summary>
    public static long FundPart(IReadOnlyList<BudgetLine> budget) =>
        budget.Where(line => line.Source is BudgetSource.Fund).Sum(line => line.Amount!.Value);

    /// <summary>Lines that cost nothing are spent with zero once the event is closed; before, nothing is known.</summary>
    public static BudgetResponse Of(IReadOnlyList<BudgetLine> budget, IReadOnlyList<SpentLine>? costs)
    {
        var lines = budget.Select(line =>
        {
            var spent = costs?.Where(cost => cost.Line == line.Line && cost.Source == line.Source).Sum(cost => cost.Amount);

            return new BudgetLineResult
            {
                Line = line.Line!,
                Source = line.Source!.Value,
                Planned = line.Amount!.Value,
                Spent = spent,
                Variance = line.Amount.Value - spent,
            };
        }).ToList();

        return new BudgetResponse
        {
            Lines = lines,
            Sources =
            [
                .. lines.GroupBy(line => line.Source).OrderBy(group => group.Key).Select(group => new BudgetSourceResult
                {
                    Source = group.Key,
                    Planned = group.Sum(line => line.Planned),
                    Spent = costs is null ? null : group.Sum(line => line.Spent),
                    Variance = costs is null ? null : group.Sum(line => line.Variance),
                }),
            ],
            Planned = lines.Sum(line => line.Planned),
            Spent = costs is null ? null : lines.Sum(line => line.Spent),
            Variance = costs is null ? null : lines.Sum(line => line.Variance),
        };
    }
}
