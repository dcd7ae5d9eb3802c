using System.Net;
using ChildPlatform.Contracts.Fund;

namespace ChildPlatform.Fund.Tests.Donors;

/// <summary>F02: the register, and the hint at who may be the same giver.</summary>
public sealed class DonorTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F02_The_same_company_in_another_spelling_is_named_as_a_possible_duplicate()
    {
        var first = await api.Post(FundApi.Officer, "/donors", new { name = "CTY TNHH HOA BINH", kind = "enterprise", taxCode = "4000123456" })
            .Read<DonorResponse>();

        var second = await api.Post(FundApi.Officer, "/donors", new { name = "Cty TNHH Hòa Bình", kind = "enterprise", taxCode = "4000123456" })
            .Read<DonorResponse>();

        Assert.Contains(second.PossibleDuplicates, duplicate => duplicate.Id == first.Id && duplicate.Reason == "tax-code");
        Assert.Contains(await api.Get<IReadOnlyList<PossibleDuplicate>>(FundApi.Officer,
            "/donors/duplicates?name=C%C3%B4ng%20ty%20TNHH%20H%C3%B2a%20B%C3%ACnh&kind=enterprise"), duplicate => duplicate.Id == first.Id);
        var gift = await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name = "Hòa Bình", kind = "enterprise", taxCode = "4000123456" },
            amount = 1_000,
            method = "cash",
            receivedOn = "2024-05-02",
            sourceKind = Given.Enterprises,
        }).Read<DonationResponse>();
        Assert.Equal(first.Id, gift.Donor.Id);
    }

    [Fact]
    public async Task A_correction_needs_the_version_and_leaves_receipts_as_they_were()
    {
        var gift = await api.Gift(1_000, name: "Tên Cũ");
        var path = $"/donors/{gift.Donor.Id}";
        var body = new { name = "Tên Mới", kind = "enterprise", phone = "0905 123 456" };

        await api.Put(FundApi.Officer, path, body, version: null).Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        await api.Put(FundApi.Officer, path, body, version: 9).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        var corrected = await api.Put(FundApi.Officer, path, body, version: 1).Read<DonorResponse>();

        Assert.Equal(("Tên Mới", 2, 1L, 1_000L), (corrected.Name, corrected.Version, corrected.DonationCount, corrected.DonationTotal));
        Assert.Equal("Tên Cũ", (await api.Get<DonationResponse>(FundApi.Officer, $"/donations/{gift.Id}")).Donor.Name);
        Assert.Contains((await api.Get<Listed<DonorResponse>>(FundApi.Officer, "/donors?q=ten%20moi")).Items, donor => donor.Id == corrected.Id);
        Assert.Contains((await api.Get<Listed<DonorResponse>>(FundApi.Officer, "/donors?q=0905123456")).Items, donor => donor.Id == corrected.Id);
    }

    [Fact]
    public async Task A_donor_cannot_be_corrected_into_another_one()
    {
        await api.Post(FundApi.Officer, "/donors", new { name = "Một", kind = "enterprise", taxCode = "4000000001" }).Read<DonorResponse>();
        var two = await api.Post(FundApi.Officer, "/donors", new { name = "Hai", kind = "enterprise", taxCode = "4000000002" }).Read<DonorResponse>();

        await api.Put(FundApi.Officer, $"/donors/{two.Id}", new { name = "Hai", kind = "enterprise", taxCode = "4000000001" }, two.Version)
            .Refused(HttpStatusCode.Conflict, "donor-exists");
        Assert.Equal(["/taxCode invalid-tax-code"],
            await api.Post(FundApi.Officer, "/donors", new { name = "Ba", kind = "enterprise", taxCode = "12" }).Invalid());
    }

    [Fact]
    public async Task A02_Two_communes_that_know_a_giver_of_the_same_name_learn_nothing_of_each_other()
    {
        var (anMy, anPhu) = (api.As(Given.WardOfficer("20341")), api.As(Given.WardOfficer("20356")));

        var first = await GiftIn(anMy, "Quán cơm Bà Bảy");
        var second = await GiftIn(anPhu, "Quán cơm Bà Bảy");
        var near = await GiftIn(anPhu, "QUAN COM BA BAY");
        var provinces = await api.Gift(1_000, name: "Quán cơm Bà Bảy");

        Assert.Equal(3, new[] { first, second, provinces }.Select(gift => gift.Donor.Id).Distinct().Count());
        Assert.Empty(second.PossibleDuplicates);
        Assert.Equal([second.Donor.Id], near.PossibleDuplicates.Select(duplicate => (Guid?)duplicate.Id));
        Assert.Contains(provinces.PossibleDuplicates, duplicate => duplicate.Id == first.Donor.Id);
        var kept = await (await anMy.GetAsync(new Uri($"/api/v1/fund/donors/{first.Donor.Id}", UriKind.Relative))).Read<DonorResponse>();
        Assert.Equal((1, 1_000), (kept.DonationCount, kept.DonationTotal));
        Assert.Empty(kept.PossibleDuplicates);
        await FundApi.Send(anPhu, HttpMethod.Get, $"/donors/{first.Donor.Id}").Refused(HttpStatusCode.NotFound, "not-found");
    }

    private static Task<DonationResponse> GiftIn(HttpClient officer, string name) => FundApi.Send(officer, HttpMethod.Post, "/donations", new
    {
        donor = new { name, kind = "enterprise" },
        amount = 1_000,
        method = "cash",
        receivedOn = "2024-05-02",
        sourceKind = Given.Enterprises,
    }, key: Guid.NewGuid().ToString()).Read<DonationResponse>();
}
