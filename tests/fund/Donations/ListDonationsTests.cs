using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace ChildPlatform.Fund.Tests.Donations;

/// <summary>I06, U07: pages that lose nothing, search without tone marks, the export that equals the list.</summary>
public sealed class ListDonationsTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Rows_added_while_paging_neither_repeat_nor_hide_any_other()
    {
        var mine = new HashSet<Guid>();
        for (var i = 0; i < 25; i++)
        {
            mine.Add((await api.Gift(10_000 + i, name: "Bác Tư Phân Trang", receivedOn: $"2024-03-{(i % 20) + 1:00}")).Id);
        }

        foreach (var sort in new[] { "-receivedOn", "receivedOn", "-amount", "amount", "-recordedAt", "recordedAt" })
        {
            var seen = new List<Guid>();
            string? next = $"/donations?limit=4&sort={sort}&q=phan%20trang";
            while (next is not null)
            {
                var page = await api.Get<Listed<DonationResponse>>(FundApi.Officer, next);
                seen.AddRange(page.Items.Select(item => item.Id));
                next = page.Next;
                await api.Gift(5, name: "Cô Năm Phân Trang", receivedOn: "2024-03-10");
            }

            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Superset(mine, seen.ToHashSet());
        }
    }

    [Theory]
    [InlineData("nguyen van an", true)]
    [InlineData("Nguyễn Văn Ấn", true)]
    [InlineData("dang", false)]
    [InlineData("nguyen an FT99", true)]
    [InlineData("' & | ! :* (", false)]
    public async Task Search_finds_words_without_tone_marks_and_survives_any_text(string q, bool found)
    {
        await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name = "NGUYỄN VĂN ẤN", kind = "person" },
            amount = 1_000,
            method = "cash",
            receivedOn = "2024-05-02",
            sourceKind = "CA_NHAN",
            reference = "FT99",
        }).Read<DonationResponse>();

        var items = (await api.Get<Listed<DonationResponse>>(FundApi.Officer, $"/donations?q={Uri.EscapeDataString(q)}")).Items;

        Assert.Equal(found, items.Any(item => item.Donor.Name == "NGUYỄN VĂN ẤN"));
    }

    [Fact]
    public async Task The_export_has_the_rows_and_the_total_of_the_list()
    {
        await api.Gift(1_500_000, name: "=cmd|' /C calc'!A0", receivedOn: "2022-02-02");
        await api.Gift(2_500_000, name: "Xuất Bảng", receivedOn: "2022-02-03");
        var gone = await api.Gift(9_000_000, name: "Xuất Bảng", receivedOn: "2022-02-04");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/reverse", new { reason = "Ghi nhầm" }, gone.Version).Read<DonationResponse>();

        using var response = await api.Get(FundApi.Officer, "/donations/export?from=2022-01-01&to=2022-12-31");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("attachment", response.Content.Headers.ContentDisposition?.DispositionType);
        using var file = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var sheet = SheetReader.Open(file, "ung-ho.xlsx");
        var rows = sheet.Rows().ToList();

        var data = rows.Where(row => row[0].Text.StartsWith("PT-2022-", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, data.Count);
        Assert.Contains(data, row => row[2].Text == "=cmd|' /C calc'!A0" && row[2].Kind == SheetCellKind.Text);
        Assert.Equal(4_000_000, rows[^1].Cells.Where(cell => cell.Kind == SheetCellKind.Number).Sum(cell => cell.Number));

        // What was taken back keeps its amount, says so, and is not added.
        Assert.Equal((9_000_000, 0, "Đã hủy"), data.Where(row => row[0].Text == gone.Number).Select(row => (row[3].Number, row[4].Number, row[9].Text)).Single());
        Assert.All(data.Where(row => row[0].Text != gone.Number), row => Assert.Equal((row[3].Number, "Đã ghi sổ"), (row[4].Number, row[9].Text)));
        Assert.Equal("Không hạn chế", data[0][7].Text);
        Assert.Equal("Danh sách khoản ủng hộ, lập ngày 20/05/2024", rows[1][0].Text);
        Assert.Equal("Lọc theo: nhận từ ngày 01/01/2022 đến ngày 31/12/2022", rows[2][0].Text);

        file.Position = 0;
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        var page = book.WorkbookPart!.WorksheetParts.Single().Worksheet!;
        Assert.True(page.SheetProperties!.PageSetupProperties!.FitToPage!.Value);
        Assert.Equal((OrientationValues.Landscape, 1u, 0u), page.Elements<PageSetup>()
            .Select(setup => (setup.Orientation!.Value, setup.FitToWidth!.Value, setup.FitToHeight!.Value)).Single());
        Assert.Equal("'Ủng hộ'!$4:$4", book.WorkbookPart.Workbook!.DefinedNames!.Elements<DefinedName>().Single().Text);
        Assert.Empty(new OpenXmlValidator().Validate(book));
    }

    [Fact]
    public async Task The_summary_counts_all_that_the_filter_finds_whatever_the_page()
    {
        await api.Gift(1_000_000, name: "Tổng hợp", receivedOn: "2021-02-02");
        await api.Gift(2_000_000, name: "Tổng hợp", receivedOn: "2021-02-03");
        var gone = await api.Gift(4_000_000, name: "Tổng hợp", receivedOn: "2021-02-04");
        await api.Gift(8_000_000, name: "Tổng hợp", receivedOn: "2021-03-04");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/reverse", new { reason = "Ghi nhầm" }, gone.Version).Read<DonationResponse>();

        var february = await api.Get<DonationSummaryResponse>("auditor", "/donations/summary?from=2021-02-01&to=2021-02-28&q=tong%20hop");
        Assert.Equal((2, 3_000_000, 1, 4_000_000), (february.Count, february.Total, february.ReversedCount, february.ReversedTotal));

        var none = await api.Get<DonationSummaryResponse>("auditor", "/donations/summary?from=2020-02-01&to=2020-02-28");
        Assert.Equal((0, 0, 0, 0), (none.Count, none.Total, none.ReversedCount, none.ReversedTotal));
        Assert.Equal(["/sourceKind not-in-catalogue"], await api.Get("auditor", "/donations/summary?sourceKind=XX").Invalid());
        using var ward = await api.As(Given.WardOfficer("20950"))
            .GetAsync(new Uri("/api/v1/fund/donations/summary?from=2021-02-01&to=2021-02-28", UriKind.Relative));
        Assert.Equal(0, (await ward.Read<DonationSummaryResponse>()).Count);
    }

    [Theory]
    [InlineData("/donations?limit=0", "/limit out-of-range")]
    [InlineData("/donations?limit=501", "/limit out-of-range")]
    [InlineData("/donations?cursor=zzz", "/cursor invalid-cursor")]
    [InlineData("/donations?sort=name", "/sort invalid-value")]
    [InlineData("/donations?state=gone", "/state invalid-value")]
    [InlineData("/donations?sourceKind=XX", "/sourceKind not-in-catalogue")]
    [InlineData("/donations?programme=XX", "/programme not-in-catalogue")]
    [InlineData("/donations/export?programme=XX", "/programme not-in-catalogue")]
    [InlineData("/disbursements?programme=XX", "/programme not-in-catalogue")]
    [InlineData("/disbursements/export?programme=XX", "/programme not-in-catalogue")]
    [InlineData("/donations?from=yesterday", "/from invalid-value")]
    public async Task A_wrong_query_is_told_with_its_parameter(string path, string expected)
    {
        Assert.Equal([expected], await api.Get(FundApi.Officer, path).Invalid());
    }

    [Fact]
    public async Task All_words_of_a_query_that_mean_nothing_are_told_at_once()
    {
        Assert.Equal(["/method invalid-value", "/programme not-in-catalogue", "/sourceKind not-in-catalogue", "/state invalid-value"],
            (await api.Get(FundApi.Officer, "/donations?sourceKind=XX&programme=YY&state=gone&method=barter").Invalid()).Order(StringComparer.Ordinal));
        Assert.Equal(["/programme not-in-catalogue", "/state invalid-value"],
            (await api.Get(FundApi.Officer, "/disbursements?programme=YY&state=draft,gone").Invalid()).Order(StringComparer.Ordinal));
        await api.Get<Listed<DonationResponse>>(FundApi.Officer, "/donations?programme=POOL");
    }
}
