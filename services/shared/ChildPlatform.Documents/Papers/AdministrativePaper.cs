namespace ChildPlatform.Documents.Papers;

/// <summary>
/// An office paper in the layout of Nghị định 30/2020/NĐ-CP: national header, number, place and date, kind and subject, content,
/// recipients and signature. The same content becomes a DOCX or a PDF.
/// </summary>
public sealed record AdministrativePaper
{
    /// <summary>The office above the issuer: "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM".</summary>
    public required string Superior { get; init; }

    public required string Issuer { get; init; }

    /// <summary>"112/BC-SLĐTBXH".</summary>
    public required string Number { get; init; }

    /// <summary>"Quảng Nam".</summary>
    public required string Place { get; init; }

    public required DateOnly On { get; init; }

    /// <summary>"BÁO CÁO".</summary>
    public required string Kind { get; init; }

    /// <summary>What it is about, below the kind.</summary>
    public required string Subject { get; init; }

    public required IReadOnlyList<PaperBlock> Blocks { get; init; }

    /// <summary>Nơi nhận, in order.</summary>
    public required IReadOnlyList<string> Recipients { get; init; }

    /// <summary>"GIÁM ĐỐC".</summary>
    public required string SignerOffice { get; init; }

    public required string SignerName { get; init; }
}

/// <summary>A piece of a paper's content.</summary>
public abstract record PaperBlock;

/// <summary>"I. …", bold.</summary>
public sealed record PaperHeading(string Text) : PaperBlock;

/// <summary>A paragraph; line breaks in it stay.</summary>
public sealed record PaperParagraph(string Text) : PaperBlock;

/// <summary>A table with a line of words above it.</summary>
public sealed record PaperTable(string? Caption, IReadOnlyList<PaperColumn> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : PaperBlock;

/// <summary>A column of a table.</summary>
/// <param name="Head">Words over it.</param>
/// <param name="Share">Width as a share of the whole table.</param>
/// <param name="Figures">Set to the right.</param>
public sealed record PaperColumn(string Head, int Share, bool Figures = false);

/// <summary>Words that stand on every paper.</summary>
internal static class PaperWords
{
    public const string Nation = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
    public const string Motto = "Độc lập - Tự do - Hạnh phúc";
    public const string Recipients = "Nơi nhận:";

    public static string PlaceAndDate(AdministrativePaper paper) => $"{paper.Place}, {Kernel.VietnamTime.OfficialDate(paper.On)}";

    /// <summary>Each line ends with ";", the last one with ".".</summary>
    public static IEnumerable<string> RecipientLines(AdministrativePaper paper) => paper.Recipients
        .Select((recipient, i) => $"- {recipient.Trim().TrimEnd(';', '.')}{(i == paper.Recipients.Count - 1 ? "." : ";")}");
}
