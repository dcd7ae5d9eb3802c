using System.Net;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData;

namespace ChildPlatform.Identity.Tests.Units;

public class UnitTests(IdentityApi api) : IClassFixture<IdentityApi>
{
    private static readonly DateOnly _firstDay = new(2024, 1, 1);
    private static readonly DateOnly _changeDay = new(2025, 1, 1);

    [Theory]
    [InlineData("2024-01-01", 18, 241)]
    [InlineData("2024-12-31", 18, 241)]
    [InlineData("2025-01-01", 17, 233)]
    [InlineData("2025-07-01", 17, 233)]
    [InlineData("2023-12-31", 0, 0)]
    public async Task The_tree_is_that_of_the_day(string asOf, int districts, int communes)
    {
        var d = await api.Get<Page<UnitResponse>>($"/units?asOf={asOf}&level=district&limit=500");
        var c = await api.Get<Page<UnitResponse>>($"/units?asOf={asOf}&level=commune&limit=500");

        Assert.Equal(districts, d.Items.Count);
        Assert.Equal(communes, c.Items.Count);
        Assert.Null(c.Next);
    }

    [Fact]
    public void The_kinds_of_communes_add_up_before_and_after_the_change()
    {
        var units = UnitHistory.Read().Units.Where(u => u.Level is UnitLevel.Commune).ToList();

        Assert.Equal((30, 14, 197), Kinds(_firstDay));
        Assert.Equal((29, 14, 190), Kinds(_changeDay));

        (int Phuong, int ThiTran, int Xa) Kinds(DateOnly day)
        {
            var valid = units.Where(u => u.IsValidOn(day)).ToLookup(u => u.Type);

            return (valid["Phường"].Count(), valid["Thị trấn"].Count(), valid["Xã"].Count());
        }
    }

    [Fact]
    public void No_code_is_valid_twice_on_a_day_and_every_parent_covers_its_children()
    {
        var history = UnitHistory.Read();
        var byId = history.Units.ToDictionary(u => u.Id);

        foreach (var versions in history.Units.GroupBy(u => u.Code))
        {
            var inOrder = versions.OrderBy(u => u.ValidFrom).ToList();
            for (var i = 1; i < inOrder.Count; i++)
            {
                Assert.True(inOrder[i - 1].ValidTo < inOrder[i].ValidFrom, versions.Key);
            }
        }

        foreach (var unit in history.Units.Where(u => u.ParentId is not null))
        {
            var parent = byId[unit.ParentId!.Value];
            Assert.True(parent.ValidFrom <= unit.ValidFrom && (parent.ValidTo is null || unit.ValidTo <= parent.ValidTo), unit.Name);
            Assert.Equal($"{parent.Path}{unit.Id:N}/", unit.Path);
        }

        Assert.Equal(history.Units.Count(u => u.ValidTo is not null), history.Links.Select(s => s.OldId).Distinct().Count());
    }

    [Fact]
    public async Task A_commune_that_moved_with_its_district_has_a_new_version_and_path()
    {
        var before = Assert.Single((await api.Get<Page<UnitResponse>>("/units?asOf=2024-12-31&q=trung phuoc")).Items);
        var after = Assert.Single((await api.Get<Page<UnitResponse>>("/units?asOf=2025-01-01&q=trung phuoc")).Items);

        Assert.Equal(("20656", "Huyện Nông Sơn", new DateOnly(2024, 12, 31)), (before.Code, before.District!.Name, before.ValidTo!.Value));
        Assert.Equal(("20656", "Huyện Quế Sơn", (DateOnly?)null), (after.Code, after.District!.Name, after.ValidTo));
        Assert.Equal(UnitId.For("20656", _changeDay), after.Id);
        Assert.NotEqual(before.Id, after.Id);

        var successor = Assert.Single((await api.Get<Page<UnitSuccessor>>($"/units/{before.Id}/successors")).Items);
        Assert.Equal((UnitChangeKind.Move, _changeDay, after.Id), (successor.Kind, successor.EffectiveOn, successor.Unit.Id));
        Assert.Equal("Nghị quyết 1241/NQ-UBTVQH15", successor.LegalBasis);
    }

    [Fact]
    public async Task Two_communes_became_one_under_a_new_name_and_an_old_code()
    {
        var queTan = Assert.Single((await api.Get<Page<UnitResponse>>("/units?asOf=2025-01-01&q=Que Tan")).Items);
        Assert.Equal("20758", queTan.Code);

        foreach (var old in new[] { "20758", "20761" })
        {
            var link = Assert.Single((await api.Get<Page<UnitSuccessor>>($"/units/{UnitId.For(old, _firstDay)}/successors")).Items);
            Assert.Equal((UnitChangeKind.Merge, queTan.Id), (link.Kind, link.Unit.Id));
        }

        Assert.Empty((await api.Get<Page<UnitSuccessor>>($"/units/{queTan.Id}/successors")).Items);
        Assert.Equal("Xã Hiệp Hòa", (await api.Get<UnitResponse>($"/units/{UnitId.For("20758", _firstDay)}")).Name);
    }

    [Fact]
    public async Task A_merged_district_leads_to_the_one_that_took_it()
    {
        var link = Assert.Single((await api.Get<Page<UnitSuccessor>>($"/units/{UnitId.For("519", _firstDay)}/successors")).Items);

        Assert.Equal(("509", UnitChangeKind.Merge, _changeDay), (link.Unit.Code, link.Kind, link.EffectiveOn));
    }

    [Theory]
    [InlineData("an my", "Phường An Mỹ")]
    [InlineData("AN MỸ", "Phường An Mỹ")]
    [InlineData("20341", "Phường An Mỹ")]
    [InlineData("dien ban", "Thị xã Điện Bàn")]
    [InlineData("ch'om", "Xã Ch'ơm")]
    public async Task Search_needs_no_tone_marks(string words, string name)
    {
        var found = await api.Get<Page<UnitResponse>>($"/units?asOf=2024-05-20&q={Uri.EscapeDataString(words)}");

        Assert.Contains(found.Items, u => u.Name == name);
    }

    [Fact]
    public async Task Both_spellings_of_a_tone_are_found_and_told_apart_by_type_and_district()
    {
        var found = await api.Get<Page<UnitResponse>>($"/units?asOf=2024-05-20&q={Uri.EscapeDataString("phước hoà")}");

        Assert.Equal(
            [("Phường Phước Hòa", "Thành phố Tam Kỳ"), ("Xã Phước Hoà", "Huyện Phước Sơn")],
            found.Items.Select(u => (u.Name, u.District!.Name)).Order());
    }

    [Theory]
    [InlineData("502")]
    [InlineData(null)]
    public async Task The_children_of_a_district_are_found_by_its_code_or_id(string? code)
    {
        var parent = code ?? UnitId.For("502", _firstDay).ToString();

        var before = await api.Get<Page<UnitResponse>>($"/units?asOf=2024-12-31&parent={parent}");
        var after = await api.Get<Page<UnitResponse>>($"/units?asOf=2025-01-01&parent={parent}");

        Assert.Equal((13, 12), (before.Items.Count, after.Items.Count));
        Assert.All(before.Items, u => Assert.Equal("Thành phố Tam Kỳ", u.District!.Name));
    }

    [Fact]
    public async Task Pages_follow_the_vietnamese_order_and_hold_every_unit_once()
    {
        var all = await api.Get<Page<UnitResponse>>("/units?asOf=2024-05-20&level=commune&limit=500");
        var paged = new List<UnitResponse>();
        for (string? next = "/units?asOf=2024-05-20&level=commune&limit=17"; next is not null;)
        {
            var page = await api.Get<Page<UnitResponse>>(next);
            Assert.InRange(page.Items.Count, 1, 17);
            paged.AddRange(page.Items);
            next = page.Next?.Replace("/api/v1/identity", "", StringComparison.Ordinal);
        }

        Assert.Equal(all.Items.Select(u => u.Id), paged.Select(u => u.Id));
        var names = all.Items.Select(u => u.Name).ToList();
        Assert.True(names.IndexOf("Xã Duy Vinh") < names.IndexOf("Xã Đại An"), "d comes before đ");
        Assert.True(names.IndexOf("Phường An Mỹ") < names.IndexOf("Phường Cẩm An"), "a comes before c");
    }

    [Fact]
    public async Task What_is_not_there_or_not_right_is_told()
    {
        using var unknown = await api.Send(HttpMethod.Get, $"/units/{Guid.NewGuid()}");
        await unknown.ShouldBe(HttpStatusCode.NotFound, "not-found");
        using var successors = await api.Send(HttpMethod.Get, $"/units/{Guid.NewGuid()}/successors");
        await successors.ShouldBe(HttpStatusCode.NotFound, "not-found");
        using var limit = await api.Send(HttpMethod.Get, "/units?limit=501");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, limit.StatusCode);
        using var day = await api.Send(HttpMethod.Get, "/units?asOf=31-12-2024");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, day.StatusCode);
        using var level = await api.Send(HttpMethod.Get, "/units?level=village");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, level.StatusCode);
        using var cursor = await api.Send(HttpMethod.Get, "/units?cursor=nonsense");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, cursor.StatusCode);

        using var anonymous = api.Anonymous();
        using var noToken = await anonymous.GetAsync(new Uri("/api/v1/identity/units", UriKind.Relative));
        await noToken.ShouldBe(HttpStatusCode.Unauthorized, "unauthenticated");
    }

    [Fact]
    public async Task The_calendar_knows_the_swapped_saturday()
    {
        var year = await api.Get<Page<CalendarDayResponse>>("/calendar?year=2024&limit=500");

        Assert.Equal("makeup_workday", year.Items.Single(d => d.Date == new DateOnly(2024, 5, 4)).Kind);
        Assert.All(year.Items, d => Assert.Equal(2024, d.Date.Year));
    }

    [Fact]
    public async Task Agencies_live_as_long_as_their_district()
    {
        var before = await api.Get<Page<AgencyResponse>>("/agencies?asOf=2024-12-31&limit=500", "case-worker-anphu");
        var after = await api.Get<Page<AgencyResponse>>("/agencies?asOf=2025-01-01&limit=500", "hotline-111");

        Assert.Equal((40, 39), (before.Items.Count, after.Items.Count));
        Assert.Equal(["H18"], before.Items.Select(a => a.Code).Except(after.Items.Select(a => a.Code)));
        Assert.Equal("503", before.Items.Single(a => a.Code == "H02").Unit.Code);
        Assert.Equal("49", before.Items.Single(a => a.Code == "GDDT").Unit.Code);
        Assert.Equal("Sở Y tế", Assert.Single((await api.Get<Page<AgencyResponse>>("/agencies?q=so y te")).Items).Name);
        Assert.Equal(16, (await api.Get<Page<RoleResponse>>("/roles")).Items.Count);
    }
}
