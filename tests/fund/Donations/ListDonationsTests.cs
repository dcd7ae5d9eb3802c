using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;

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
    }

    [Theory]
    [InlineData("/donations?limit=0", "/limit out-of-range")]
    [InlineData("/donations?limit=501", "/limit out-of-range")]
    [InlineData("/donations?cursor=zzz", "/cursor invalid-cursor")]
    [InlineData("/donations?sort=name", "/sort invalid-value")]
    [InlineData("/donations?state=gone", "/state invalid-value")]
    [InlineData("/donations?from=yesterday", "/from invalid-value")]
    public async Task A_wrong_query_is_told_with_its_parameter(string path, string expected)
    {
        Assert.Equal([expected], await api.Get(FundApi.Officer, path).Invalid());
    }
}
