using System.Globalization;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Documents.Papers;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Kernel;

namespace ChildPlatform.Reporting.Synthesis;

/// <summary>The synthesis as an office paper and as a sheet; both are made from the frozen content alone.</summary>
internal static class SynthesisPaper
{
    private static readonly NumberFormatInfo Vietnamese = new() { NumberGroupSeparator = ".", NumberDecimalSeparator = "," };

    private static readonly Dictionary<string, string> UnitWords = new()
    {
        ["VND"] = " đồng",
        ["percent"] = "%",
        ["children"] = " trẻ",
        ["cases"] = " vụ",
        ["events"] = " sự kiện",
        ["gifts"] = " khoản",
        ["payments"] = " khoản",
        ["clocks"] = " mốc",
        ["units"] = " đơn vị",
        ["presents"] = " suất",
    };

    public static AdministrativePaper Of(SynthesisContent content, string number, DateOnly signedOn) => new()
    {
        Superior = "ỦY BAN NHÂN DÂN TỈNH QUẢNG NAM",
        Issuer = "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        Number = number,
        Place = content.Place,
        On = signedOn,
        Kind = "BÁO CÁO",
        Subject = "Tổng hợp: " + content.Title + PeriodOf(content),
        Blocks = [.. Blocks(content)],
        Recipients = content.Recipients,
        SignerOffice = content.SignerOffice,
        SignerName = content.SignerName,
    };

    public static byte[] Docx(AdministrativePaper paper) => AdministrativeDocx.Render(paper);

    public static byte[] Pdf(AdministrativePaper paper) => AdministrativePdf.Render(paper);

    /// <summary>One row a figure, so that a sheet can be summed and filtered.</summary>
    public static async Task<byte[]> Xlsx(SynthesisContent content, AdministrativePaper paper, CancellationToken ct)
    {
        var layout = new SheetLayout<SheetLine>
        {
            Name = "Tổng hợp",
            Titles = [paper.Superior, paper.Issuer, $"{paper.Kind} {paper.Number}: {paper.Subject}"],
        }
            .Text("Cơ quan", row => row.Agency, width: 36)
            .Text("Mã", row => row.Code, width: 10)
            .Text("Nội dung", row => row.Title, width: 60)
            .Text("Chỉ số", row => row.Label, width: 28)
            .Figure("Số liệu", row => row.Value)
            .Text("Đơn vị tính", row => row.Unit is { } unit ? UnitWords.GetValueOrDefault(unit)?.Trim() : null, width: 12)
            .Text("Kết quả", row => row.Text, width: 60)
            .Number("Tiến độ (%)", row => row.Progress, width: 10);
        using var output = new MemoryStream();
        await SheetWriter.WriteXlsxAsync(output, layout, Lines(content).ToAsyncEnumerable(), ct);

        return output.ToArray();
    }

    /// <summary>"1.234.567 đồng", "69,2%".</summary>
    public static string Figure(decimal value, string unit)
    {
        var shown = unit == "percent" ? Math.Round(value, 1, MidpointRounding.AwayFromZero) : value;

        return shown.ToString("#,##0.##", Vietnamese) + UnitWords.GetValueOrDefault(unit, "");
    }

    public static string Words(AbsenceReason reason, string? note)
    {
        var words = reason switch
        {
            AbsenceReason.NotYetDue => "Chưa đến hạn thực hiện",
            AbsenceReason.NoData => "Chưa có số liệu",
            AbsenceReason.NotOurDuty => "Không thuộc chức năng",
            _ => "Lý do khác",
        };

        return note is null ? words : $"{words}: {note}";
    }

    public static string Wanted(PlanTargetResponse target)
    {
        var sign = target.Operator switch
        {
            TargetOperator.Ge => "từ ",
            TargetOperator.Gt => "trên ",
            TargetOperator.Le => "đến ",
            TargetOperator.Lt => "dưới ",
            _ => "",
        };

        return target.TargetValue is { } value ? sign + Figure(value, target.Unit) : "–";
    }

    private static IEnumerable<PaperBlock> Blocks(SynthesisContent content)
    {
        if (content.Remarks is not null)
        {
            yield return new PaperParagraph(content.Remarks);
        }

        yield return new PaperHeading("I. TÌNH HÌNH BÁO CÁO");
        yield return new PaperParagraph(
            $"Số cơ quan, đơn vị phải báo cáo: {content.Expected}; đã báo cáo: {content.Received} ({Rate(content.Completeness)}); "
            + $"đúng hạn: {content.OnTime} ({Rate(content.Timeliness)}).");
        if (content.Absent.Count > 0)
        {
            yield return new PaperTable(
                "Cơ quan, đơn vị chưa có báo cáo được duyệt", [new("Cơ quan, đơn vị", 50), new("Ghi chú", 50)],
                [.. content.Absent.Select(a => (IReadOnlyList<string>)[a.AgencyName, a.Note])]);
        }

        yield return new PaperHeading("II. KẾT QUẢ THỰC HIỆN CÁC CHỈ TIÊU");
        yield return new PaperTable(
            null, [new("Mã", 9), new("Chỉ tiêu", 47), new("Mức đề ra", 16, true), new("Thực hiện", 16, true), new("Kết quả", 12)],
            [
                .. content.Targets.Select(t => (IReadOnlyList<string>)
                [
                    t.Code, t.Name, t.Wanted, t.Value is { } value ? Figure(value, t.Unit) : "Chưa có số liệu",
                    t.Met switch { true => "Đạt", false => "Chưa đạt", _ => "–" },
                ]),
            ]);
        yield return new PaperHeading("III. KẾT QUẢ THỰC HIỆN NHIỆM VỤ");
        foreach (var report in content.Reports)
        {
            yield return new PaperTable(
                report.AgencyName + (report.Late ? " (báo cáo chậm)" : ""),
                [new("Mã", 10), new("Nhiệm vụ", 38), new("Kết quả", 42), new("Tiến độ", 10, true)],
                [.. report.Cells.Select(c => (IReadOnlyList<string>)[c.Code, c.Title, ResultOf(c), c.Progress is { } p ? $"{p}%" : ""])]);
        }
    }

    private static string ResultOf(SynthesisCell cell) => string.Join('\n', new[]
    {
        string.Join('\n', cell.Figures.Select(f => $"{f.Label}: {Figure(f.Value, f.Unit)}")),
        cell.Value is { } value ? Figure(value, "") : "",
        cell.Text ?? "",
        cell.Absence ?? "",
    }.Where(part => part.Length > 0));

    private static IEnumerable<SheetLine> Lines(SynthesisContent content)
    {
        foreach (var target in content.Targets)
        {
            yield return new SheetLine("Toàn tỉnh", target.Code, target.Name, target.Wanted, target.Value, target.Unit,
                target.Met switch { true => "Đạt", false => "Chưa đạt", _ => null }, null);
        }

        foreach (var (report, cell) in content.Reports.SelectMany(r => r.Cells.Select(c => (r, c))))
        {
            yield return new SheetLine(
                report.AgencyName, cell.Code, cell.Title, null, cell.Value, null, cell.Text ?? cell.Absence, cell.Progress);
            foreach (var figure in cell.Figures)
            {
                yield return new SheetLine(report.AgencyName, cell.Code, cell.Title, figure.Label, figure.Value, figure.Unit, null, null);
            }
        }

        foreach (var absence in content.Absent)
        {
            yield return new SheetLine(absence.AgencyName, null, "Chưa có báo cáo được duyệt", null, null, null, absence.Note, null);
        }
    }

    private static string PeriodOf(SynthesisContent content) => content is { PeriodFrom: { } from, PeriodTo: { } to }
        ? $" (từ {VietnamTime.DayMonthYear(from)} đến {VietnamTime.DayMonthYear(to)})"
        : "";

    private static string Rate(decimal? rate) => rate is { } r ? Figure(r, "percent") : "–";

    private sealed record SheetLine(
        string Agency, string? Code, string Title, string? Label, decimal? Value, string? Unit, string? Text, long? Progress);
}
