using System.Globalization;
using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.Testing;

namespace ChildPlatform.Fund.Tests.Donations;

/// <summary>F01, F10, F12, F23: a gift through the API, on a real database.</summary>
public sealed class RecordDonationTests(FundApi api) : IClassFixture<FundApi>
{
    private static object Body(object? amount = null, string name = "Công ty TNHH Hòa Bình", string receivedOn = "2024-05-20",
        string sourceKind = Given.Enterprises, object? restriction = null, string? taxCode = null, string? phone = null) => new
        {
            donor = new { id = (Guid?)null, name, kind = "enterprise", taxCode, phone },
            amount = amount ?? 10_000_000,
            method = "transfer",
            receivedOn,
            sourceKind,
            restriction,
            campaign = (string?)null,
            anonymous = false,
            reference = "FT24141ABC",
            note = (string?)null,
        };

    [Fact]
    public async Task F01_A_gift_has_its_number_and_raises_the_balance_by_exactly_its_amount()
    {
        var before = (await api.Balance("POOL")).Balance;

        using var response = await api.Post(FundApi.Officer, "/donations", Body());
        var gift = await response.Read<DonationResponse>();

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal($"/api/v1/fund/donations/{gift.Id}", response.Headers.Location?.ToString());
        Assert.Equal("\"1\"", response.Headers.ETag?.Tag);
        Assert.Matches("^PT-2024-[0-9]{6}$", gift.Number);
        Assert.Equal(DonationState.Recorded, gift.State);
        Assert.Equal(before + 10_000_000, (await api.Balance("POOL")).Balance);
        Assert.Equal(gift with { PossibleDuplicates = [] },
            (await api.Get<DonationResponse>(FundApi.Officer, $"/donations/{gift.Id}")) with { PossibleDuplicates = [] });
        Assert.Contains(await api.Told<DonationsRecorded>(), told => told.Donations.Any(fact => fact.Number == gift.Number));
    }

    [Fact]
    public async Task F10_The_same_key_and_body_give_the_first_answer_again_and_one_gift()
    {
        var key = Guid.NewGuid().ToString();
        var before = (await api.Balance("POOL")).Balance;

        using var first = await api.Post(FundApi.Officer, "/donations", Body(777_000), key: key);
        using var second = await api.Post(FundApi.Officer, "/donations", Body(777_000), key: key);

        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal("true", Assert.Single(second.Headers.GetValues("Idempotency-Replayed")));
        Assert.False(first.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(before + 777_000, (await api.Balance("POOL")).Balance);
        await api.Post(FundApi.Officer, "/donations", Body(778_000), key: key)
            .Refused(HttpStatusCode.UnprocessableContent, "idempotency-key-reused");
    }

    [Fact]
    public async Task The_same_key_sent_twenty_times_at_once_makes_one_gift()
    {
        var key = Guid.NewGuid().ToString();
        var before = (await api.Balance("POOL")).Balance;

        var answers = await Task.WhenAll(Enumerable.Range(0, 20)
            .Select(_ => api.Post(FundApi.Officer, "/donations", Body(123_000), key: key).Read<DonationResponse>()));

        Assert.Single(answers.Select(answer => answer.Number).Distinct());
        Assert.Equal(before + 123_000, (await api.Balance("POOL")).Balance);
    }

    [Fact]
    public async Task F23_A_hundred_good_gifts_among_twenty_bad_ones_at_once_take_numbers_without_a_gap()
    {
        var first = await api.Number("select coalesce(sum(last_number), 0) from number_counters where book = 'PT' and year = 2023");

        var answers = await Task.WhenAll(Enumerable.Range(0, 120).Select(async i =>
        {
            var bad = i % 6 == 0;
            using var response = await api.Post(FundApi.Officer, "/donations",
                Body(bad ? -1 : 1_000 + i, name: $"Người cho {i}", receivedOn: "2023-11-11"));

            return (response.StatusCode, Number: bad ? null : (await response.Read<DonationResponse>()).Number);
        }));

        Assert.Equal(20, answers.Count(answer => answer.StatusCode == HttpStatusCode.UnprocessableContent));
        var numbers = answers.Where(answer => answer.Number is not null)
            .Select(answer => long.Parse(answer.Number![8..], CultureInfo.InvariantCulture)).Order().ToArray();
        Assert.Equal(Enumerable.Range(1, 100).Select(n => first + n), numbers);
    }

    [Theory]
    [InlineData("1000.5", "/amount wrong-type")]
    [InlineData("\"1000\"", "/amount wrong-type")]
    [InlineData("-1", "/amount amount-out-of-range")]
    [InlineData("0", "/amount amount-out-of-range")]
    [InlineData("10000000000000000", "/amount amount-out-of-range")]
    [InlineData("99999999999999999999", "/amount wrong-type")]
    [InlineData("null", "/amount required")]
    public async Task I18_An_amount_that_is_no_whole_number_of_dong_is_refused_and_nothing_moves(string amount, string expected)
    {
        var before = await api.Footprint();
        var body = JsonSerializer.Serialize(Body("@"), ApiJson.Options).Replace("\"@\"", amount, StringComparison.Ordinal);

        Assert.Equal([expected], await api.Post(FundApi.Officer, "/donations", body).Invalid());
        Assert.Equal(before, await api.Footprint());
    }

    [Fact]
    public async Task I04_All_wrong_fields_are_told_at_once_with_their_pointers()
    {
        var errors = await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name = "   ", kind = "enterprise" },
            amount = 5,
            method = "cash",
            receivedOn = "2024-05-21",
            sourceKind = "KHONG_CO",
            restriction = new { kind = "programme", programme = "KHONG_CO" },
        }).Invalid();

        Assert.Equal(
            ["/donor/name required", "/receivedOn date-in-future", "/restriction/programme not-in-catalogue", "/sourceKind not-in-catalogue"],
            errors.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Unknown_members_broken_JSON_a_missing_key_and_a_huge_body_each_get_their_own_refusal()
    {
        Assert.Equal(["/amout unknown-member"], await api.Post(FundApi.Officer, "/donations",
            """{"donor":{"name":"A","kind":"person"},"amount":1,"amout":1,"method":"cash","receivedOn":"2024-05-20","sourceKind":"CA_NHAN"}""").Invalid());
        await api.Post(FundApi.Officer, "/donations", "{\"donor\":").Refused(HttpStatusCode.BadRequest, "malformed-json");
        await FundApi.Send(api.As(FundApi.Officer), HttpMethod.Post, "/donations", Body())
            .Refused(HttpStatusCode.PreconditionRequired, "idempotency-key-required");
        await api.Post(FundApi.Officer, "/donations", new string(' ', 2_000_000) + "{}")
            .Refused(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
    }

    [Fact]
    public async Task Only_who_records_gifts_may_record_one()
    {
        await FundApi.Send(api.Anonymous(), HttpMethod.Post, "/donations", Body(), key: "k")
            .Refused(HttpStatusCode.Unauthorized, "unauthenticated");
        foreach (var user in new[] { FundApi.Cashier, FundApi.Director, "auditor", "administrator", "leader" })
        {
            await api.Post(user, "/donations", Body()).Refused(HttpStatusCode.Forbidden, "forbidden");
        }

        await api.Post("integrator", "/donations", Body()).Read<DonationResponse>();
    }

    [Fact]
    public async Task A_known_donor_is_found_by_tax_code_or_by_name_and_a_near_one_is_named()
    {
        var first = await api.Post(FundApi.Officer, "/donations", Body(name: "Công ty TNHH Sao Mai", taxCode: "4000999888")).Read<DonationResponse>();
        var sameTax = await api.Post(FundApi.Officer, "/donations", Body(name: "SAO MAI", taxCode: "4000999888")).Read<DonationResponse>();
        var near = await api.Post(FundApi.Officer, "/donations", Body(name: "CTY TNHH SAO MAI")).Read<DonationResponse>();
        var again = await api.Post(FundApi.Officer, "/donations", Body(name: "cty  tnhh sao mai")).Read<DonationResponse>();

        Assert.Equal((null, "SAO MAI"), (first.DonorNameGiven, sameTax.DonorNameGiven));
        Assert.Equal(first.Donor.Id, sameTax.Donor.Id);
        Assert.NotEqual(first.Donor.Id, near.Donor.Id);
        Assert.Contains(near.PossibleDuplicates, duplicate => duplicate.Id == first.Donor.Id && duplicate.Reason == "name");
        Assert.Equal(near.Donor.Id, again.Donor.Id);
        await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { id = Guid.CreateVersion7() },
            amount = 1,
            method = "cash",
            receivedOn = "2024-05-20",
            sourceKind = "CA_NHAN",
        }).Invalid();
    }

    [Fact]
    public async Task F12_A_restricted_gift_raises_its_own_programme_only()
    {
        var (pool, own) = ((await api.Balance("POOL")).Balance, (await api.Balance("AO_AM")).Balance);

        await api.Gift(4_000_000, programme: "AO_AM");

        Assert.Equal(pool, (await api.Balance("POOL")).Balance);
        Assert.Equal(own + 4_000_000, (await api.Balance("AO_AM")).Balance);
    }

    [Fact]
    public async Task A_gift_of_another_ward_can_neither_be_listed_nor_guessed()
    {
        var (anMy, anPhu) = (Given.WardOfficer("20341"), Given.WardOfficer("20356"));
        var gift = await FundApi.Send(api.As(anMy), HttpMethod.Post, "/donations", Body(55_000, name: "Bà Sáu"), key: "ward-1").Read<DonationResponse>();

        Assert.Contains((await api.As(anMy).GetAsync(new Uri("/api/v1/fund/donations", UriKind.Relative)).Read<Listed<DonationResponse>>()).Items,
            item => item.Id == gift.Id);
        Assert.DoesNotContain((await api.As(anPhu).GetAsync(new Uri("/api/v1/fund/donations", UriKind.Relative)).Read<Listed<DonationResponse>>()).Items,
            item => item.Id == gift.Id);
        await api.As(anPhu).GetAsync(new Uri($"/api/v1/fund/donations/{gift.Id}", UriKind.Relative)).Refused(HttpStatusCode.NotFound, "not-found");
        Assert.Contains((await api.Get<Listed<DonationResponse>>(FundApi.Officer, "/donations?q=ba%20sau")).Items, item => item.Id == gift.Id);
    }

    [Fact]
    public async Task While_the_disk_is_full_no_gift_is_acknowledged_and_the_same_keys_record_each_once_afterwards()
    {
        var before = await api.Footprint();
        await api.Execute("""
            create function disk_full() returns trigger language plpgsql as
                $f$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $f$;
            create trigger disk_full before insert on journal_entries for each row execute function disk_full();
            """);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async n =>
            {
                using var answer = await api.Post(FundApi.Officer, "/donations", Body(1_000), key: $"disk-full-{n}");
                Assert.NotNull(answer.Headers.RetryAfter);
                await Task.FromResult(answer).Refused(HttpStatusCode.ServiceUnavailable, "database-unavailable");
            }));
            Assert.Equal(before, await api.Footprint());
        }
        finally
        {
            await api.Execute("drop trigger disk_full on journal_entries; drop function disk_full()");
        }

        var pool = (await api.Balance("POOL")).Balance;
        for (var n = 0; n < 3; n++)
        {
            using var answer = await api.Post(FundApi.Officer, "/donations", Body(1_000), key: $"disk-full-{n}");
            Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        }

        Assert.Equal(pool + 3_000, (await api.Balance("POOL")).Balance);
    }

    private Task<DonationResponse> Give(string name, string? taxCode = null, TestUser? by = null) =>
        FundApi.Send(by is null ? api.As(FundApi.Officer) : api.As(by), HttpMethod.Post, "/donations", Body(1_000, name, taxCode: taxCode),
            key: Guid.NewGuid().ToString()).Read<DonationResponse>();

    [Fact]
    public async Task The_same_name_kind_and_phone_is_the_known_donor_also_where_one_side_says_no_tax_code()
    {
        var known = await Give("Công ty TNHH Phú Ninh", "4000111222");
        var nameless = await Give("công ty tnhh  PHÚ NINH");
        var other = await Give("Công ty TNHH Phú Ninh", "4000111333");
        var both = await Give("Công ty TNHH Phú Ninh");

        Assert.Equal((known.Donor.Id, "4000111222"), (nameless.Donor.Id, nameless.Donor.TaxCode));
        Assert.NotEqual(known.Donor.Id, other.Donor.Id);
        Assert.Equal([(known.Donor.Id!.Value, "name")], other.PossibleDuplicates.Select(near => (near.Id, near.Reason)));
        Assert.Equal(known.Donor.Id, both.Donor.Id);
        Assert.Equal([(other.Donor.Id!.Value, "name")], both.PossibleDuplicates.Select(near => (near.Id, near.Reason)));
    }

    [Fact]
    public async Task A_donor_known_by_name_learns_the_tax_code_of_a_later_gift()
    {
        var byName = await Give("Hợp tác xã Trà My");
        var named = await Give("Hợp tác xã Trà My", "4000222111");
        var again = await Give("HTX khác tên", "4000222111");
        var other = await Give("Hợp tác xã Trà My", "4000222999");

        Assert.Equal((byName.Donor.Id, "4000222111"), (named.Donor.Id, named.Donor.TaxCode));
        Assert.Equal(byName.Donor.Id, again.Donor.Id);
        Assert.NotEqual(byName.Donor.Id, other.Donor.Id);
        var donor = await api.Get<DonorResponse>(FundApi.Officer, $"/donors/{byName.Donor.Id}");
        Assert.Equal(("4000222111", 2), (donor.TaxCode, donor.Version));
        Assert.Equal(1, await api.Number($"select count(*) from audit_entries where action = 'donor.tax-code-learned' and subject_id = '{donor.Id}'"));
    }

    [Fact]
    public async Task Gifts_of_one_new_giver_at_once_make_one_donor()
    {
        var gifts = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Give("Doanh nghiệp Mới", i % 2 == 0 ? "4000333111" : null)));

        Assert.Single(gifts.Select(gift => gift.Donor.Id).Distinct());
        Assert.Equal(1, await api.Number("select count(*) from donors where name = 'Doanh nghiệp Mới' and tax_code = '4000333111'"));
    }

    [Fact]
    public async Task A_donor_of_another_unit_is_neither_found_nor_named()
    {
        var (anMy, anPhu) = (Given.WardOfficer("20341"), Given.WardOfficer("20356"));
        var provinces = await Give("Công ty Sông Hàn", "4000444111");
        var ofAnMy = await Give("Tên tự đặt", "4000444111", anMy);
        var ofAnPhu = await Give("Công ty Sông Hàn", null, anPhu);
        var again = await Give("Công ty Sông Hàn", "4000444111");

        Assert.Equal(("Tên tự đặt", null), (ofAnMy.Donor.Name, ofAnMy.DonorNameGiven));
        Assert.Empty(ofAnMy.PossibleDuplicates);
        Assert.Empty(ofAnPhu.PossibleDuplicates);
        Assert.Equal(3, new[] { provinces.Donor.Id, ofAnMy.Donor.Id, ofAnPhu.Donor.Id }.Distinct().Count());

        // The province sees all of them: its own, and those of its communes as hints.
        Assert.Equal(provinces.Donor.Id, again.Donor.Id);
        Assert.Equal([(ofAnMy.Donor.Id!.Value, "tax-code"), (ofAnPhu.Donor.Id!.Value, "name")],
            again.PossibleDuplicates.Select(near => (near.Id, near.Reason)));
    }

    [Theory]
    [InlineData("abc")]
    [InlineData("12")]
    [InlineData("0905 123 456 ext")]
    [InlineData("1234567890123456")]
    public async Task A_phone_that_is_none_is_refused(string phone) =>
        Assert.Equal(["/donor/phone invalid-phone"], await api.Post(FundApi.Officer, "/donations", Body(phone: phone)).Invalid());

    [Theory]
    [InlineData("+84 905.123.456")]
    [InlineData("(0235) 3812-345")]
    [InlineData("111")]
    [InlineData(" ")]
    public async Task A_phone_as_people_write_it_is_taken(string phone) =>
        await api.Post(FundApi.Officer, "/donations", Body(name: "Người có số " + phone, phone: phone)).Read<DonationResponse>();

    [Fact]
    public async Task A_wrong_form_and_an_unknown_code_are_told_together()
    {
        var errors = await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name = "Một người", kind = "person", phone = "abc" },
            amount = 0,
            receivedOn = "2024-05-20",
            sourceKind = "KHONG_CO",
            restriction = new { kind = "programme", programme = "KHONG_CO" },
            campaign = "Tết vì trẻ em",
        }).Invalid();

        Assert.Equal(
            [
                "/amount amount-out-of-range", "/campaign not-in-catalogue", "/donor/phone invalid-phone", "/method required",
                "/restriction/programme not-in-catalogue", "/sourceKind not-in-catalogue",
            ],
            errors.Order(StringComparer.Ordinal));
        Assert.Equal(["/amount required", "/donor required", "/method required", "/receivedOn required", "/sourceKind required"],
            (await api.Post(FundApi.Officer, "/donations", new { }).Invalid()).Order(StringComparer.Ordinal));
    }
}
