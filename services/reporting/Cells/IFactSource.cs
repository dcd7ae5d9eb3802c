using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;

namespace ChildPlatform.Reporting.Cells;

/// <summary>
/// Facts of one kind, as messages told them. To add a kind, write one class, register it in <c>AddCells</c> and name it in a row of
/// <see cref="CellTable"/>.
/// </summary>
internal interface IFactSource
{
    /// <summary>The name that <see cref="CellSource.Source"/> knows: <c>fund.raised</c>.</summary>
    string Name { get; }

    /// <summary>The figures that it gives, in the order in which they are shown.</summary>
    IReadOnlyList<FigureMeaning> Figures { get; }

    /// <summary>The figures of a period, in all and by administrative unit; a figure that is missing is 0.</summary>
    Task<FactSums> Sum(ReportingDbContext db, FactQuestion question, CancellationToken ct);

    /// <summary>Single facts, newest first; a fact that came after the cut-off is not counted and says so.</summary>
    /// <param name="counted">
    /// Keys of the facts that the frozen figures are made of, where the source said them; null while nothing is frozen.
    /// </param>
    Task<FactPage> List(ReportingDbContext db, FactQuestion question, IReadOnlySet<string>? counted, int take, CancellationToken ct);
}

/// <summary>What a figure is.</summary>
/// <param name="Code"><c>fund.raised</c>.</param>
/// <param name="Label">As people read it.</param>
/// <param name="Unit">VND, cases, children, events, presents, gifts, payments, clocks, units.</param>
/// <param name="Formula">How it is counted.</param>
internal sealed record FigureMeaning(string Code, string Label, string Unit, string Formula);

/// <summary>What is asked.</summary>
/// <param name="From">First day that counts.</param>
/// <param name="To">Last day that counts.</param>
/// <param name="Place">The province or a district.</param>
/// <param name="AsOf">Facts that reached their service before this instant; null for all that are known.</param>
internal sealed record FactQuestion(DateOnly From, DateOnly To, PlaceScope Place, DateTimeOffset? AsOf)
{
    /// <summary>For comparisons in SQL.</summary>
    public DateTimeOffset AsOfOrEver => AsOf?.ToUniversalTime() ?? DateTimeOffset.MaxValue.ToUniversalTime();
}

/// <summary>The figures in all, and by unit where facts have one.</summary>
/// <param name="Keys">
/// What was counted, said by a source whose facts do not carry the instant at which they became known: kept with the frozen figures, so
/// that a fact that comes later is told from one that was there.
/// </param>
internal sealed record FactSums(IReadOnlyList<StoodFigure> Total, IReadOnlyList<UnitSum> Units, IReadOnlyList<string>? Keys = null);

/// <summary>One figure of one unit.</summary>
internal sealed record UnitSum(string UnitCode, string Figure, decimal Value);

/// <summary>The newest facts and how many there are.</summary>
internal sealed record FactPage(IReadOnlyList<CellFact> Items, int Count);
