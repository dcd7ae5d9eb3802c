using System.Net;
using ChildPlatform.Contracts.Fund;
using UglyToad.PdfPig;

namespace ChildPlatform.Fund.Tests.Donors;

/// <summary>F25: the yearly statement and the letter of thanks, for one giver and for all of a year.</summary>
public sealed class DonorPapersTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F25_The_statement_lists_every_gift_of_the_year_and_the_total_and_marks_what_was_receipted_or_taken_back()
    {
        const string name = "Công ty Bảng Kê";
        var first = await api.Gift(12_000_000, name: name, receivedOn: "2024-02-01");
        var second = await api.Gift(345_000, name: name, receivedOn: "2024-03-05");
        var gone = await api.Gift(9_000_000, name: name, receivedOn: "2024-04-06");
        var earlier = await api.Gift(7_000_000, name: name, receivedOn: "2023-12-31");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/reverse", new { reason = "Ghi nhầm" }, gone.Version)
            .Read<DonationResponse>();
        var given = await api.Post(FundApi.Officer, $"/donations/{first.Id}/give-receipt", null, first.Version)
            .Read<DonationResponse>();
        Assert.NotNull(given.ReceiptGivenAt);
        await api.Post(FundApi.Officer, $"/donations/{first.Id}/give-receipt", null, given.Version)
            .Refused(HttpStatusCode.Conflict, "receipt-already-given");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/give-receipt", null, 2)
            .Refused(HttpStatusCode.Conflict, "donation-already-reversed");
        await api.Post(FundApi.Director, $"/donations/{second.Id}/give-receipt", null, second.Version)
            .Refused(HttpStatusCode.Forbidden, "forbidden");

        var pages = await Pdf($"/donors/{first.Donor.Id}/statement?year=2024");
        var text = string.Join(' ', pages);

        Assert.All([first.Number, second.Number, gone.Number], number => Assert.Single(Found(text, number)));
        Assert.DoesNotContain(earlier.Number, text, StringComparison.Ordinal);
        Assert.Contains("12.345.000 đồng", text, StringComparison.Ordinal);
        Assert.Contains("Mười hai triệu ba trăm bốn mươi lăm nghìn đồng", text, StringComparison.Ordinal);
        Assert.Contains("2 khoản", text, StringComparison.Ordinal);
        Assert.Single(Found(text, "Đã hủy, không"));
        Assert.Single(Found(text, "Đã giao phiếu"));
        Assert.DoesNotContain("Chưa giao", text, StringComparison.Ordinal); // The giver's paper is no list of the office's work.
    }

    [Fact]
    public async Task F25_The_letter_thanks_for_what_stands_and_there_is_none_for_nothing()
    {
        const string name = "Bà Được Cảm Ơn";
        var gift = await api.Gift(5_000_000, Given.HocBong, name: name, receivedOn: "2024-02-01");
        var gone = await api.Gift(1_000_000, name: name, receivedOn: "2024-03-01");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/reverse", new { reason = "Ghi nhầm" }, gone.Version)
            .Read<DonationResponse>();

        var text = string.Join(' ', await Pdf($"/donors/{gift.Donor.Id}/thank-you-letter?year=2024"));

        Assert.Contains("Kính gửi: Bà Được Cảm Ơn", text, StringComparison.Ordinal);
        Assert.Contains("1 khoản ủng hộ với tổng số tiền 5.000.000 đồng", text, StringComparison.Ordinal);
        Assert.Contains("năm triệu đồng", text, StringComparison.Ordinal);
        Assert.Contains("Học bổng 5.000.000 đồng", text, StringComparison.Ordinal);
        foreach (var form in new[] { "statement", "thank-you-letter" })
        {
            await api.Get(FundApi.Officer, $"/donors/{gift.Donor.Id}/{form}?year=2022")
                .Refused(HttpStatusCode.Conflict, "no-gifts-in-year");
            await api.Get(FundApi.Officer, $"/donors/{Guid.NewGuid()}/{form}?year=2024")
                .Refused(HttpStatusCode.NotFound, "not-found");
            Assert.Equal(["/year out-of-range"],
                await api.Get(FundApi.Officer, $"/donors/{gift.Donor.Id}/{form}?year=99").Invalid());
            await FundApi.Send(api.As(Given.WardOfficer("20341")), HttpMethod.Get, $"/donors/{gift.Donor.Id}/{form}?year=2024")
                .Refused(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task F25_All_of_a_year_come_as_one_file_with_a_paper_each_and_a_bound()
    {
        foreach (var (name, amount) in new[] { ("Cô Năm Hai Mốt Bình", 3_000), ("Cô Năm Hai Mốt An", 2_000),
            ("Cô Năm Hai Mốt Cúc", 1_000) })
        {
            await api.Gift(amount, name: name, receivedOn: "2021-05-05");
        }

        var all = await Pdf("/donors/statements?year=2021");
        Assert.Equal(["Mốt A", "Mốt B", "Mốt C"],
            all.Select(page => page[page.IndexOf("Mốt ", StringComparison.Ordinal)..][..5]));
        Assert.All(all, page => Assert.DoesNotContain("Trang", page, StringComparison.Ordinal));
        var letters = await Pdf("/donors/statements?year=2021&form=letter&least=2000&kind=enterprise");
        Assert.Equal(2, letters.Count);
        Assert.Single(await Pdf("/donors/statements?year=2021&q=mot%20cuc"));
        await api.Get(FundApi.Officer, "/donors/statements?year=2021&kind=religious")
            .Refused(HttpStatusCode.Conflict, "no-gifts-in-year");
        Assert.Equal(["/form invalid-value"], await api.Get(FundApi.Officer, "/donors/statements?form=poem").Invalid());
        Assert.Equal(["/least out-of-range"], await api.Get(FundApi.Officer, "/donors/statements?least=-1").Invalid());

        // 201 givers, each with a gift: one more than a file holds.
        await api.Execute("""
            insert into donors (id, name, kind, search_key, near_key, name_key, unit_path, registered_at, registered_by, version)
            select gen_random_uuid(), 'Đông ' || n, 'person', 'dong ' || n, 'dong ' || n, 'dong-' || n,
                   (select unit_path from donors where name = 'Cô Năm Hai Mốt An'), now(), 'test', 1
            from generate_series(1, 201) as n
            """);
        await api.Execute("""
            insert into donations (id, number, state, donor_id, donor_name, donor_kind, amount, method, received_on, source_kind,
                anonymous,
                                   search_key, import_key, entry_sequence, unit_path, recorded_at, recorded_by, recorded_by_name,
                                   version)
            select gen_random_uuid(), 'X' || id, 'recorded', id, name, 'person', 1, 'cash', '2020-01-01', 'CA_NHAN', false,
                   search_key, 0, 0, unit_path, now(), 'test', 'test', 1
            from donors where name like 'Đông %'
            """);
        var problem = await api.Get(FundApi.Officer, "/donors/statements?year=2020")
            .Refused(HttpStatusCode.Conflict, "too-many-papers");
        Assert.Contains("201", problem.Details!["donors"]!.ToString(), StringComparison.Ordinal);
    }

    private static IEnumerable<int> Found(string text, string part)
    {
        for (var at = text.IndexOf(part, StringComparison.Ordinal); at >= 0; at = text.IndexOf(part, at + 1,
            StringComparison.Ordinal))
        {
            yield return at;
        }
    }

    /// <summary>The text of each page.</summary>
    private async Task<IReadOnlyList<string>> Pdf(string path)
    {
        using var response = await api.Get(FundApi.Officer, path);
        var bytes = await response.Content.ReadAsByteArrayAsync();
        Assert.True(response.IsSuccessStatusCode, System.Text.Encoding.UTF8.GetString(bytes));
        Assert.Equal("application/pdf", response.Content.Headers.ContentType!.MediaType);
        using var document = PdfDocument.Open(bytes);

        return [.. document.GetPages().Select(page => string.Join(' ', page.GetWords().Select(word => word.Text)))];
    }
}
