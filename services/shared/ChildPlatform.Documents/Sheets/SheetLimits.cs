namespace ChildPlatform.Documents.Sheets;

/// <summary>How much of a foreign file is ever read. The defaults are those of the HTTP contract.</summary>
public sealed record SheetLimits
{
    public static readonly SheetLimits Default = new();

    /// <summary>Most rows of data in an import.</summary>
    public int MaxDataRows { get; init; } = 50_000;

    /// <summary>Rows that are not data: titles, header, totals, places for signatures.</summary>
    public int MaxOtherRows { get; init; } = 50;

    /// <summary>Columns to the right of this one are not looked at.</summary>
    public int MaxColumns { get; init; } = 200;

    /// <summary>Characters in one cell: what Excel itself can hold. A longer text is a fault of its row.</summary>
    public int MaxCellLength { get; init; } = 32_767;

    /// <summary>Bytes of markup that one text may take; a longer one is never held, and the whole file is refused.</summary>
    public int MaxTextBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes of the file as it was sent.</summary>
    public long MaxBytes { get; init; } = 20 * 1024 * 1024;

    /// <summary>Bytes of all parts of a workbook once unpacked.</summary>
    public long MaxUnpackedBytes { get; init; } = 96 * 1024 * 1024;

    /// <summary>Unpacked size by packed size of one part; sheets reach some dozens, a bomb a thousand.</summary>
    public int MaxCompressionRatio { get; init; } = 200;

    /// <summary>Most entries in the table of shared texts.</summary>
    public int MaxSharedStrings { get; init; } = 1_000_000;

    internal int MaxRows => MaxDataRows + MaxOtherRows;
}
