using System.Net;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Fund.Tests.Donors;

/// <summary>F02: two donors that are one giver are merged by an officer, and parted again.</summary>
public sealed class MergeDonorsTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task F02_A_merge_moves_the_gifts_with_the_names_they_came_with_and_leaves_the_books_alone()
    {
        var first = await api.Gift(3_000_000, name: "Công ty Gộp Một");
        var gone = await api.Gift(500_000, name: "Công ty Gộp Hai");
        var second = await api.Gift(2_000_000, name: "Công ty Gộp Hai");
        await api.Post(FundApi.Officer, $"/donations/{gone.Id}/reverse", new { reason = "Ghi nhầm" }, gone.Version)
            .Read<DonationResponse>();
        var (kept, merged) = (await Donor(first), await Donor(second));
        var books = await api.Number("select sum(balance) from accounts where code = 'MONEY'");

        var preview = await api.Get<DonorMergePreview>(FundApi.Officer, $"/donors/{kept.Id}/merge-preview?merged={merged.Id}");
        Assert.Equal((2, 2_000_000, 1, null), (preview.Gifts, preview.Total, preview.ReversedGifts, preview.Refusal));
        Assert.Equal(("Công ty Gộp Một", "Công ty Gộp Hai"), (preview.Kept.Name, preview.Merged.Name));

        var result = await Merge(kept, merged).Read<DonorResponse>();

        Assert.Equal((2, 5_000_000, kept.Version + 1), (result.DonationCount, result.DonationTotal, result.Version));
        var step = Assert.Single(result.Merges);
        Assert.Equal((2, 2_000_000, "Cùng một công ty", null), (step.Gifts, step.Total, step.Reason, step.UndoneAt));
        var moved = await api.Get<DonationResponse>(FundApi.Officer, $"/donations/{second.Id}");
        Assert.Equal((kept.Id, "Công ty Gộp Hai", second.Number), ((Guid)moved.Donor.Id!, moved.Donor.Name, moved.Number));
        Assert.Equal(books, await api.Number("select sum(balance) from accounts where code = 'MONEY'"));

        var still = await api.Get<DonorResponse>(FundApi.Officer, $"/donors/{merged.Id}");
        Assert.Equal((kept.Id, "Công ty Gộp Một", 0), (still.MergedInto!.Id, still.MergedInto.Name, still.DonationCount));
        Assert.Equal(step.Id, Assert.Single(still.Merges).Id);
        Assert.Equal([kept.Id], (await List("q=cong%20ty%20gop")).Select(donor => donor.Id));
        Assert.Equal([merged.Id], (await List("q=cong%20ty%20gop&merged=true")).Select(donor => donor.Id));
        Assert.Equal(2, await api.Number($"""
            select count(*) from audit_entries where (action, subject_id) in (('donor.merged', '{kept.Id}'),
                ('donor.merged-into', '{merged.Id}'))
            """));
    }

    [Fact]
    public async Task F02_What_still_comes_in_the_merged_ones_name_or_id_is_the_kept_ones()
    {
        var (kept, merged) = (await Register("Quỹ Giữ Lại", "4000777001"), await Register("Quỹ Đã Gộp", "4000777002"));
        await Merge(kept, merged).Read<DonorResponse>();

        var byName = await Gift(new { name = "QUỸ ĐÃ GỘP", kind = "enterprise" });
        var byTaxCode = await Gift(new { name = "Tên Khác Hẳn", kind = "enterprise", taxCode = "4000777002" });
        var byId = await Gift(new { id = merged.Id });

        Assert.All([byName, byTaxCode, byId], gift => Assert.Equal(kept.Id, gift.Donor.Id));
        Assert.Equal(3, (await Donor(byId)).DonationCount);
        await api.Put(FundApi.Officer, $"/donors/{merged.Id}", new { name = "Sửa", kind = "enterprise" }, merged.Version + 1)
            .Refused(HttpStatusCode.Conflict, "donor-merged");

        // Merged once more, the whole chain leads to who stands at its end.
        var last = await Register("Quỹ Sau Cùng", "4000777003");
        await Merge(last, await Donor(byId)).Read<DonorResponse>();
        Assert.Equal(last.Id, (await Gift(new { name = "Quỹ Đã Gộp", kind = "enterprise" })).Donor.Id);
    }

    [Fact]
    public async Task F02_An_undo_gives_back_what_moved_and_nothing_that_came_since()
    {
        var (first, second) = (await api.Gift(1_000, name: "Cô Tách Một"), await api.Gift(2_000, name: "Cô Tách Hai"));
        var (kept, merged) = (await Donor(first), await Donor(second));
        var after = await Merge(kept, merged).Read<DonorResponse>();
        var later = await api.Gift(4_000, name: "Cô Tách Hai");
        var path = $"/donors/{kept.Id}/merges/{after.Merges[0].Id}/undo";

        await api.Post(FundApi.Officer, path, new { reason = "x" }, after.Version)
            .Refused(HttpStatusCode.UnprocessableContent, "invalid-input");
        await api.Post(FundApi.Officer, path, new { reason = "Hai cô khác nhau" }, kept.Version)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        var parted = await api.Post(FundApi.Officer, path, new { reason = "Hai cô khác nhau" }, after.Version)
            .Read<DonorResponse>();

        Assert.Equal((2, 5_000), (parted.DonationCount, parted.DonationTotal));
        Assert.Equal(("Hai cô khác nhau", 1), (parted.Merges[0].UndoReason, parted.Merges.Count));
        var back = await api.Get<DonorResponse>(FundApi.Officer, $"/donors/{merged.Id}");
        Assert.Equal((1, 2_000, null), (back.DonationCount, back.DonationTotal, back.MergedInto));
        Assert.Equal(kept.Id, (await api.Get<DonationResponse>(FundApi.Officer, $"/donations/{later.Id}")).Donor.Id);
        Assert.Equal(merged.Id, (await api.Gift(8_000, name: "Cô Tách Hai")).Donor.Id);
        await api.Post(FundApi.Officer, path, new { reason = "Tách lần nữa" }, parted.Version)
            .Refused(HttpStatusCode.Conflict, "merge-undone");
    }

    [Fact]
    public async Task F02_An_undo_is_refused_while_something_stands_against_it()
    {
        var (one, two, three) = (await Register("Chuỗi Một", null), await Register("Chuỗi Hai", null),
            await Register("Chuỗi Ba", null));
        var onTwo = await Merge(two, one).Read<DonorResponse>();
        var onThree = await Merge(three, onTwo).Read<DonorResponse>();
        await Undo(onTwo with { Version = onTwo.Version + 1 }, onTwo.Merges[0].Id)
            .Refused(HttpStatusCode.Conflict, "merge-built-upon");
        await Undo(onThree, onThree.Merges[0].Id).Read<DonorResponse>();

        // The kept donor takes the merged one's name and phone: apart, both would be the same giver.
        var named = await api.Put(FundApi.Officer, $"/donors/{two.Id}", new { name = "Chuỗi Một", kind = "enterprise" },
            onTwo.Version + 2)
            .Read<DonorResponse>();
        await Undo(named, onTwo.Merges[0].Id).Refused(HttpStatusCode.Conflict, "merge-identity-taken");
    }

    [Fact]
    public async Task F02_A_merge_needs_two_donors_of_one_register_their_versions_and_the_role()
    {
        var (kept, merged) = (await Register("Điều Kiện Một", null), await Register("Điều Kiện Hai", null));
        var ward = api.As(Given.WardOfficer("20341"));
        var wards = await FundApi.Send(ward, HttpMethod.Post, "/donors", new { name = "Điều Kiện Phường", kind = "enterprise" },
            key: Guid.NewGuid().ToString()).Read<DonorResponse>();
        var before = await api.Footprint();

        await Merge(kept, kept).Refused(HttpStatusCode.Conflict, "merge-with-itself");
        await Merge(kept, wards).Refused(HttpStatusCode.Conflict, "merge-other-unit");
        await Merge(kept, merged with { Version = 9 }).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await Merge(kept with { Version = 9 }, merged).Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await Merge(kept, merged, FundApi.Director).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/merged unknown-donor"], await Merge(kept, merged with { Id = Guid.NewGuid() }).Invalid());
        Assert.Equal(["/merged required", "/mergedVersion required", "/reason required"],
            (await api.Post(FundApi.Officer, $"/donors/{kept.Id}/merge", new { }, kept.Version).Invalid()).Order());
        await FundApi.Send(ward, HttpMethod.Post, $"/donors/{kept.Id}/merge",
            new { merged = wards.Id, mergedVersion = 1, reason = "Cùng một công ty" }, kept.Version, Guid.NewGuid().ToString())
            .Refused(HttpStatusCode.NotFound, "not-found");

        Assert.Equal(before, await api.Footprint());
        Assert.Equal("merge-other-unit",
            (await api.Get<DonorMergePreview>(FundApi.Officer, $"/donors/{kept.Id}/merge-preview?merged={wards.Id}")).Refusal);
    }

    [Fact]
    public async Task F02_The_list_of_duplicates_groups_who_looks_alike_until_they_are_merged()
    {
        var (one, two) = (await Register("Cty TNHH Nhân Đôi", "4000888001"),
            await Register("CÔNG TY TNHH NHÂN ĐÔI", "4000888001"));
        var groups = await Groups();
        var byTaxCode = groups.Single(group => group.Reason == "tax-code" && group.Donors.Any(donor => donor.Id == one.Id));
        Assert.Equal([one.Id, two.Id], byTaxCode.Donors.Select(donor => donor.Id));
        Assert.Contains(groups,
            group => group.Reason == "name" && group.Count == 2 && group.Donors.Any(donor => donor.Id == two.Id));

        await Merge(one, two).Read<DonorResponse>();

        Assert.DoesNotContain(await Groups(), group => group.Donors.Any(donor => donor.Id == one.Id));
        Assert.Empty((await api.Get<DonorResponse>(FundApi.Officer, $"/donors/{one.Id}")).PossibleDuplicates);
    }

    [Fact]
    public async Task F02_The_register_is_filtered_by_kind_and_exported_as_listed()
    {
        await api.Post(FundApi.Officer, "/donors", new { name = "Nhà Chùa Xuất Sổ", kind = "religious" }).Read<DonorResponse>();
        await api.Post(FundApi.Officer, "/donors", new { name = "Công ty Xuất Sổ", kind = "enterprise" }).Read<DonorResponse>();

        Assert.Equal(["Nhà Chùa Xuất Sổ"], (await List("q=xuat%20so&kind=religious")).Select(donor => donor.Name));
        using var response = await api.Get(FundApi.Officer, "/donors/export?q=xuat%20so&kind=religious");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        using var file = new MemoryStream(await response.Content.ReadAsByteArrayAsync());
        using var sheet = SheetReader.Open(file, "so.xlsx");
        var texts = sheet.Rows().SelectMany(row => row.Cells).Select(cell => cell.Text).ToList();
        Assert.Contains("Nhà Chùa Xuất Sổ", texts);
        Assert.DoesNotContain("Công ty Xuất Sổ", texts);
        Assert.Contains(texts, text => text?.Contains("loại: Tổ chức tôn giáo", StringComparison.Ordinal) is true);
        Assert.Equal(["/kind invalid-value"], await api.Get(FundApi.Officer, "/donors/export?kind=khac").Invalid());
    }

    private async Task<List<DuplicateGroup>> Groups()
    {
        var all = new List<DuplicateGroup>();
        string? next = "/donors/duplicate-groups?limit=1";
        while (next is not null)
        {
            var page = await api.Get<Listed<DuplicateGroup>>(FundApi.Officer, next);
            all.AddRange(page.Items);
            next = page.Next;
        }

        return all;
    }

    private async Task<IReadOnlyList<DonorResponse>> List(string query) =>
        (await api.Get<Listed<DonorResponse>>(FundApi.Officer, "/donors?" + query)).Items;

    private Task<DonorResponse> Donor(DonationResponse gift) =>
        api.Get<DonorResponse>(FundApi.Officer, $"/donors/{gift.Donor.Id}");

    private Task<DonorResponse> Register(string name, string? taxCode) =>
        api.Post(FundApi.Officer, "/donors", new { name, kind = "enterprise", taxCode }).Read<DonorResponse>();

    private Task<DonationResponse> Gift(object donor) => api.Post(FundApi.Officer, "/donations", new
    {
        donor,
        amount = 1_000,
        method = "cash",
        receivedOn = "2024-05-02",
        sourceKind = Given.Enterprises,
    }).Read<DonationResponse>();

    private Task<HttpResponseMessage> Merge(DonorResponse kept, DonorResponse merged, string by = FundApi.Officer) =>
        api.Post(by, $"/donors/{kept.Id}/merge",
            new { merged = merged.Id, mergedVersion = merged.Version, reason = "Cùng một công ty" }, kept.Version);

    private Task<HttpResponseMessage> Undo(DonorResponse kept, Guid merge) =>
        api.Post(FundApi.Officer, $"/donors/{kept.Id}/merges/{merge}/undo", new { reason = "Gộp nhầm" }, kept.Version);
}
