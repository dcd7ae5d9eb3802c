using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Fund.Tests.Donations;

/// <summary>F03: whether a giver is named in public is decided gift by gift, in both directions.</summary>
public sealed class NamingTests(FundApi api) : IClassFixture<FundApi>
{
    private const string Ledger = "/api/v1/public/fund/ledger?year=2024&limit=500";

    [Fact]
    public async Task F03_A_toggle_hides_the_name_in_every_public_reply_and_export_while_officers_and_audit_show_it()
    {
        const string name = "Công ty Nêu Tên Bật Tắt";
        var hidden = await Given(name, nameConsent: true);
        var other = await Given(name, nameConsent: true);
        Assert.True(hidden.NamedInPublic);
        Assert.Equal([name, name], await PublicNames(hidden, other));
        Assert.Equal([name, name], await ListedNames(hidden, other));
        var entry = await api.Number("select count(*) from journal_entries");

        var off = await Name(hidden, anonymous: true, nameConsent: true).Read<DonationResponse>();

        Assert.Equal((true, true, false, 2), (off.Anonymous, off.NameConsent, off.NamedInPublic, off.Version));
        Assert.Equal([null, name], await PublicNames(hidden, other));
        Assert.Equal(["Nhà hảo tâm không nêu tên", name], await ListedNames(hidden, other));
        Assert.Equal(name, (await api.Get<DonationResponse>(FundApi.Director, $"/donations/{hidden.Id}")).Donor.Name);
        Assert.Contains((await api.Get<Listed<DonationResponse>>("auditor", "/donations?q=neu%20ten%20bat%20tat")).Items,
            item => item.Id == hidden.Id && item.Donor.Name == name);
        Assert.Equal(1, await api.Number($"""
            select count(*) from audit_entries where action = 'donation.naming' and subject_id = '{hidden.Id}'
                and (details -> 'before' ->> 'anonymous') = 'false' and (details -> 'after' ->> 'anonymous') = 'true'
            """));

        var on = await Name(off, anonymous: false, nameConsent: true).Read<DonationResponse>();

        Assert.True(on.NamedInPublic);
        Assert.Equal([name, name], await PublicNames(hidden, other));
        Assert.Equal(entry, await api.Number("select count(*) from journal_entries"));
    }

    [Fact]
    public async Task F03_Nobody_is_named_who_has_not_agreed_and_nobody_once_the_gift_is_reversed()
    {
        var silent = await Given("Bà Chưa Nói Gì", nameConsent: false);
        var agreed = await Given("Bà Đã Đồng Ý", nameConsent: true);
        var nameless = await Given(null, nameConsent: true, kind: "anonymous");
        Assert.Equal([null, "Bà Đã Đồng Ý", null], await PublicNames(silent, agreed, nameless));

        var withdrawn = await Name(agreed, anonymous: false, nameConsent: false).Read<DonationResponse>();
        Assert.Equal([null], await PublicNames(agreed));
        var again = await Name(withdrawn, anonymous: false, nameConsent: true).Read<DonationResponse>();
        Assert.Equal(["Bà Đã Đồng Ý"], await PublicNames(agreed));
        var gone = await api.Post(FundApi.Officer, $"/donations/{agreed.Id}/reverse", new { reason = "Ghi nhầm" }, again.Version)
            .Read<DonationResponse>();

        Assert.False(gone.NamedInPublic);
        using var response = await api.Anonymous().GetAsync(new Uri(Ledger, UriKind.Relative));
        Assert.DoesNotContain("Đã Đồng Ý", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain((await Publication()).SelectMany(row => row),
            text => text.Contains("Đã Đồng Ý", StringComparison.Ordinal));
    }

    [Fact]
    public async Task F03_The_decision_needs_the_version_the_role_and_the_unit()
    {
        var gift = await Given("Ông Phiên Bản", nameConsent: false);
        var (path, body) = ($"/donations/{gift.Id}/naming", new { anonymous = true, nameConsent = false });

        await api.Put(FundApi.Officer, path, body, version: null)
            .Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Put(FundApi.Officer, path, body, version: 7).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Put(FundApi.Director, path, body, version: 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await FundApi.Send(api.As(Tests.Given.WardOfficer("20341")), HttpMethod.Put, path, body, version: 1)
            .Refused(HttpStatusCode.NotFound, "not-found");
        Assert.Equal(["/anonymous required", "/nameConsent required"],
            await api.Put(FundApi.Officer, path, new { }, version: 1).Invalid());
        Assert.Equal(["/sourceKind not-in-catalogue"],
            await api.Get(FundApi.Officer, "/donations/publication?sourceKind=KHONG_CO").Invalid());
        Assert.Equal(1, (await api.Get<DonationResponse>(FundApi.Officer, $"/donations/{gift.Id}")).Version);
    }

    private Task<DonationResponse> Given(string? name, bool nameConsent, string kind = "enterprise") =>
        api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name, kind },
            amount = 1_000,
            method = "cash",
            receivedOn = "2024-05-02",
            sourceKind = Tests.Given.Enterprises,
            nameConsent,
        }).Read<DonationResponse>();

    private Task<HttpResponseMessage> Name(DonationResponse gift, bool anonymous, bool nameConsent) =>
        api.Put(FundApi.Officer, $"/donations/{gift.Id}/naming", new { anonymous, nameConsent }, gift.Version);

    private async Task<IEnumerable<string?>> PublicNames(params DonationResponse[] gifts)
    {
        var entries = (await api.Anonymous().GetAsync(new Uri(Ledger, UriKind.Relative)).Read<Listed<PublicLedgerEntry>>()).Items;

        return [.. gifts.Select(gift => entries.Single(entry => entry.Number == gift.Number).DonorName)];
    }

    private async Task<IEnumerable<string>> ListedNames(params DonationResponse[] gifts)
    {
        var rows = await Publication();

        return [.. gifts.Select(gift => rows.Single(row => row[0] == gift.Number)[2])];
    }

    private async Task<List<string[]>> Publication()
    {
        using var response = await api.Get(FundApi.Officer, "/donations/publication?from=2024-05-01");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var file = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var sheet = SheetReader.Open(file, "cong-khai.xlsx");

        return [.. sheet.Rows().Select(row => row.Cells.Select(cell => cell.Text ?? "").ToArray())];
    }
}
