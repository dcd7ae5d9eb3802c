using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Reporting.Cells;

/// <summary>Whose facts a cell counts.</summary>
internal enum CellScope
{
    Province,

    /// <summary>Those of the district whose committee reports.</summary>
    District,
}

/// <summary>One row of the table that says which facts fill which cell (seeded, data).</summary>
internal sealed class CellSource
{
    private CellSource()
    {
    }

    public CellSource(string cell, string? agency, string? title, string source, CellScope scope, int position)
    {
        Cell = cell;
        Agency = agency;
        Title = title;
        Source = source;
        Scope = scope;
        Position = position;
    }

    /// <summary>Code of an assignment, task or target.</summary>
    public string Cell { get; private set; } = "";

    /// <summary>Whose report has the cell where it is no assignment; null: whoever has the assignment.</summary>
    public string? Agency { get; private set; }

    /// <summary>Title of a cell that is no assignment.</summary>
    public string? Title { get; private set; }

    /// <summary>Name of an <see cref="IFactSource"/>.</summary>
    public string Source { get; private set; } = "";

    public CellScope Scope { get; private set; }

    public int Position { get; private set; }
}

/// <summary>A figure of a cell as it stood at the round's cut-off.</summary>
internal sealed record StoodFigure(string Code, decimal Value);

/// <summary>What a cell's facts said when the round's cut-off had come; facts received later do not move it.</summary>
internal sealed class FrozenFigures
{
    private FrozenFigures()
    {
    }

    public FrozenFigures(Guid roundId, string agency, string cell, DateTimeOffset frozenAt, IReadOnlyList<StoodFigure> figures, IReadOnlyList<string> keys)
    {
        RoundId = roundId;
        Agency = agency;
        Cell = cell;
        FrozenAt = frozenAt;
        Figures = figures;
        Keys = keys;
    }

    public Guid RoundId { get; private set; }

    public string Agency { get; private set; } = "";

    public string Cell { get; private set; } = "";

    public DateTimeOffset FrozenAt { get; private set; }

    public IReadOnlyList<StoodFigure> Figures { get; private set; } = [];

    /// <summary>Facts that the figures are made of, by source and key, where their source said them.</summary>
    public IReadOnlyList<string> Keys { get; private set; } = [];
}

internal sealed class CellSourceConfiguration : IEntityTypeConfiguration<CellSource>, IEntityTypeConfiguration<FrozenFigures>
{
    public void Configure(EntityTypeBuilder<CellSource> builder)
    {
        builder.ToTable("cell_sources");
        builder.HasKey(s => new { s.Cell, s.Source });
        builder.Property(s => s.Cell).HasMaxLength(20);
        builder.Property(s => s.Agency).HasMaxLength(10);
        builder.Property(s => s.Source).HasMaxLength(40);
    }

    public void Configure(EntityTypeBuilder<FrozenFigures> builder)
    {
        builder.ToTable("frozen_figures");
        builder.HasKey(f => new { f.RoundId, f.Agency, f.Cell });
        builder.Property(f => f.Agency).HasMaxLength(10);
        builder.Property(f => f.Cell).HasMaxLength(20);
        builder.Property(f => f.Figures).HasJson();
        builder.Property(f => f.Keys).HasJson().HasDefaultValueSql("'[]'::jsonb");
    }
}
