using System.Net;
using System.Security.Cryptography;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tests.Synthesis;

/// <summary>The round as the province's paper: whole or explained, frozen with a hash, the same figures in every form.</summary>
public sealed class SynthesisTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static readonly string[] _focalPoint = ["LDTBXH"];

    [Fact]
    public async Task A_round_is_frozen_when_each_expected_report_is_accepted_or_explained()
    {
        api.Clock.AdjustTime(new DateTimeOffset(2024, 4, 20, 3, 0, 0, TimeSpan.Zero));
        var gift = Given.Gift(1_234_567_000, "2024-03-08") with
        {
            UnitPath = Tokens.Users["fund-officer"].UnitPath,
            RecordedAt = api.Clock.GetUtcNow().AddHours(-1),
        };
        await api.Publish(Given.Message(gift));
        await Eventually.Until(() => api.Query(db => db.GiftFacts.AnyAsync(g => g.DonationId == gift.DonationId)));
        var (round, coordinator, reporter) = (await api.Round(), api.As("coordinator"), api.As("reporter-hoian"));
        await coordinator.Send(HttpMethod.Get, $"/rounds/{round.Id}/synthesis", null, null).Refused(HttpStatusCode.NotFound);
        foreach (var (user, agency) in new[] { (reporter, "H02"), (coordinator, "LDTBXH") })
        {
            var report = await api.Open(user, round.Id, agency);
            await user.Fill(report);
            report = await user.Act(report, "submit").Answer<AgencyReportResponse>();
            await coordinator.Act(report, "accept").Answer<AgencyReportResponse>();
        }

        var missing = (await api.Get<CompletenessResponse>($"/completeness?round={round.Id}")).Missing;
        Assert.Equal(29, missing.Count);
        Assert.Equal("synthesis-not-ready", await Freeze(coordinator, round.Id, missing.Skip(1)).Refused(HttpStatusCode.Conflict));
        Assert.Contains(("/absent/29/agency", "not-in-catalogue"),
            await Freeze(coordinator, round.Id, missing.Append(new AgencyName { Code = "H02", Name = "" })).WrongFields());
        await Freeze(api.As("leader"), round.Id, missing).Refused(HttpStatusCode.Forbidden);
        var frozen = await Freeze(coordinator, round.Id, missing).Answer<SynthesisResponse>(HttpStatusCode.Created);

        // The same figures on the screen, in the paper and in the sheet.
        var raised = frozen.Content.Reports.Single(r => r.Agency == "LDTBXH").Cells.Single(c => c.Code == "II.6").Figures[0];
        Assert.Equal((1_234_567_000m, "VND"), (raised.Value, raised.Unit));
        Assert.Equal(1_234_567_000m, frozen.Content.Targets.Single(t => t.Code == "II.6").Value);
        Assert.Equal((31, 2, 29), (frozen.Content.Expected, frozen.Content.Received, frozen.Content.Absent.Count));
        Assert.False(frozen.Late);
        using var docx = WordprocessingDocument.Open(new MemoryStream(await File(round.Id, "docx", frozen)), false);
        var text = docx.MainDocumentPart!.Document!.Body!.Descendants<Text>().Select(t => t.Text).ToList();
        foreach (var wanted in new[]
        {
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "Số: 112/BC-SLĐTBXH", "Quảng Nam, ngày 20 tháng 4 năm 2024", "BÁO CÁO",
            "Nơi nhận:", "GIÁM ĐỐC", "Nguyễn Quý Nhân", "Số tiền huy động: 1.234.567.000 đồng", "UBND thành phố Hội An",
        })
        {
            Assert.Contains(wanted, text);
        }

        Assert.True((await File(round.Id, "pdf", frozen)).AsSpan().StartsWith("%PDF"u8));
        using var sheet = SheetRead(await File(round.Id, "xlsx", frozen));
        Assert.Contains("1234567000", sheet.ReadToEnd(), StringComparison.Ordinal);
        Assert.Equal(
            ["%", "khoản", "mốc", "suất", "sự kiện", "trẻ", "vụ", "Đơn vị tính", "đơn vị", "đồng"],
            Units(await File(round.Id, "xlsx", frozen)).Order(StringComparer.Ordinal));

        // Nothing moves any more.
        Assert.Equal(64, frozen.Hash.Length);
        Assert.Equal("round-frozen", await Freeze(coordinator, round.Id, missing).Refused(HttpStatusCode.Conflict));
        var open = await reporter.Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "H02" }, null).Refused(HttpStatusCode.Conflict);
        Assert.Equal("report-exists", open);
        Assert.Equal("round-frozen", await api.As(Tokens.Users["reporter-gddt"]).Send(HttpMethod.Post, $"/rounds/{round.Id}/reports", new { agency = "GDDT" }, null)
            .Refused(HttpStatusCode.Conflict));
        var again = await api.Get<SynthesisResponse>($"/rounds/{round.Id}/synthesis");
        Assert.Equal(frozen.Hash, again.Hash);
        var stored = await api.Query(db => db.RoundSyntheses.AsNoTracking().SingleAsync(s => s.RoundId == round.Id));
        Assert.Equal(frozen.Hash, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(stored.Content))));
        await Assert.ThrowsAnyAsync<Exception>(() => api.Query(db => db.Database.ExecuteSqlRawAsync("update round_syntheses set hash = ''")));
        Assert.Contains(("/format", "invalid-value"), await coordinator.Send(HttpMethod.Get, $"/rounds/{round.Id}/synthesis?format=odt", null, null).WrongFields());
        await api.As("reporter-gddt").Send(HttpMethod.Get, $"/rounds/{round.Id}/synthesis", null, null).Refused(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Money_of_after_the_period_is_not_in_the_paper_though_nobody_has_reported()
    {
        api.Clock.AdjustTime(new DateTimeOffset(2024, 4, 20, 3, 0, 0, TimeSpan.Zero));
        var later = Given.Gift(7_000_000, "2024-05-02") with { UnitPath = Tokens.Users["fund-officer"].UnitPath, RecordedAt = api.Clock.GetUtcNow() };
        await api.Publish(Given.Message(later));
        await Eventually.Until(() => api.Query(db => db.GiftFacts.AnyAsync(g => g.DonationId == later.DonationId)));
        var coordinator = api.As("coordinator");
        var round = await coordinator.Send(HttpMethod.Post, "/rounds", new
        {
            name = "Báo cáo quý I",
            periodFrom = "2024-01-01",
            periodTo = "2024-03-31",
            cutOff = "2024-04-10",
            expected = _focalPoint,
        }, null).Answer<RoundResponse>(HttpStatusCode.Created);

        var frozen = await Freeze(coordinator, round.Id, [new AgencyName { Code = "LDTBXH", Name = "" }])
            .Answer<SynthesisResponse>(HttpStatusCode.Created);
        Assert.Equal(0m, frozen.Content.Targets.Single(t => t.Code == "II.6").Value);
    }

    private static Task<HttpResponseMessage> Freeze(HttpClient user, Guid round, IEnumerable<AgencyName> absent) => user.Send(
        HttpMethod.Post, $"/rounds/{round}/synthesis", new
        {
            number = "112/BC-SLĐTBXH",
            signerName = "Nguyễn Quý Nhân",
            absent = absent.Select(a => new { agency = a.Code, note = "Đã đôn đốc, chưa gửi" }),
        }, null);

    private static StreamReader SheetRead(byte[] file)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(file), false);

        return new StreamReader(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(package.WorkbookPart!.WorksheetParts.First().Worksheet!.InnerText)));
    }

    /// <summary>What stands in the column of units, once each.</summary>
    private static IEnumerable<string> Units(byte[] file)
    {
        using var package = SpreadsheetDocument.Open(new MemoryStream(file), false);

        return
        [
            .. package.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<DocumentFormat.OpenXml.Spreadsheet.Cell>()
                .Where(c => c.CellReference!.Value!.StartsWith('F')).Select(c => c.InnerText).Where(text => text.Length > 0).Distinct(),
        ];
    }

    private async Task<byte[]> File(Guid round, string format, SynthesisResponse frozen)
    {
        using var answer = await api.As("leader").GetAsync(Requests.At($"/rounds/{round}/synthesis?format={format}"));
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        Assert.Equal(frozen.Files.Single(f => f.Format == format).Hash, Convert.ToHexStringLower(SHA256.HashData(bytes)));

        return bytes;
    }
}
