using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Programmes;

public class ProgrammeTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Programme_is_added_renamed_and_ended_on_the_version_that_was_seen()
    {
        var added = await api.Post(FundApi.Accountant, "/programmes",
            new { code = "XE_DAP", name = "Xe đạp đến trường", validFrom = "2024-05-01" }).Read<ProgrammeResponse>();
        Assert.Equal(1, added.Version);
        await api.Post(FundApi.Accountant, "/programmes", new { code = "XE_DAP", name = "Khác", validFrom = "2024-05-01" })
            .Refused(HttpStatusCode.Conflict, "programme-exists");
        await api.Post(FundApi.Accountant, "/programmes", new { code = "POOL", name = "Khác", validFrom = "2024-05-01" })
            .Refused(HttpStatusCode.Conflict, "programme-exists");
        await api.Drafted(Request(1_000, "XE_DAP"));

        var ended = await api.Put(FundApi.Director, "/programmes/XE_DAP",
            new { code = "XE_DAP", name = "Xe đạp tới trường", validFrom = "2024-05-01", validTo = "2024-05-31" }, 1).Read<ProgrammeResponse>();

        Assert.Equal(("Xe đạp tới trường", 2), (ended.Name, ended.Version));
        await api.Put(FundApi.Director, "/programmes/XE_DAP", new { code = "XE_DAP", name = "Cũ", validFrom = "2024-05-01" }, 1)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        Assert.Equal(["/programme not-in-catalogue"],
            await api.Post(FundApi.Officer, "/disbursements", Request(1_000, "XE_DAP", plannedOn: new DateOnly(2024, 6, 1))).Invalid());
        Assert.Equal(["/validTo ends-before-start"], await api.Put(FundApi.Director, "/programmes/XE_DAP",
            new { code = "XE_DAP", name = "Cũ", validFrom = "2024-05-01", validTo = "2024-04-01" }, 2).Invalid());
        Assert.Equal(1, await api.Number("select count(*) from audit_entries where action = 'programme.change' and subject_id = 'XE_DAP'"));
    }

    [Theory]
    [InlineData(FundApi.Officer)]
    [InlineData(FundApi.Cashier)]
    [InlineData("auditor")]
    [InlineData("integrator")]
    public async Task Only_accountant_and_director_keep_the_catalogue(string user)
    {
        await api.Post(user, "/programmes", new { code = "KHAC", name = "Khác", validFrom = "2024-05-01" })
            .Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Put(user, "/programmes/HOC_BONG/limits/2024", new { limit = 1 }, 1).Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Put(user, "/source-kinds/CA_NHAN", new { countsInPlanBasis = true }, 1).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task Limit_cannot_go_below_what_is_used_and_needs_the_current_version()
    {
        await api.Gift(1_000_000, "BOI");
        await api.Approved(Request(600_000, "BOI"));

        await api.Put(FundApi.Accountant, "/programmes/BOI/limits/2024", new { limit = 599_999 }, 1)
            .Refused(HttpStatusCode.Conflict, "limit-below-used");
        await api.Put(FundApi.Accountant, "/programmes/BOI/limits/2024", new { limit = 600_000 }, 7)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");
        await api.Put(FundApi.Accountant, "/programmes/BOI/limits/2024", new { limit = 600_000 }, null)
            .Refused(HttpStatusCode.PreconditionRequired, "if-match-required");
        Assert.Equal(["/limit amount-out-of-range"],
            await api.Put(FundApi.Accountant, "/programmes/BOI/limits/2024", new { limit = -1 }, 1).Invalid());
        var limited = await api.Put(FundApi.Accountant, "/programmes/BOI/limits/2024", new { limit = 600_000 }, 1).Read<ProgrammeResponse>();

        Assert.Equal((600_000, 600_000, 2), (limited.Limit, limited.LimitUsed, limited.Version));
        Assert.Equal([2024], limited.LimitYears);
        Assert.Equal((1_000_000, 600_000, 400_000), (limited.Balance, limited.Reserved, limited.Available));
        await api.Put(FundApi.Accountant, "/programmes/KHONG_CO/limits/2024", new { limit = 1 }, 1).Refused(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Province_fills_an_empty_cell_and_no_other()
    {
        var before = await api.Get<TargetTreeResponse>(FundApi.Accountant, "/targets/2024");
        await api.Gift(7_000_000, sourceKind: "CA_NHAN");
        await api.Put(FundApi.Director, "/source-kinds/CA_NHAN", new { countsInMobilisedBasis = false }, 1)
            .Refused(HttpStatusCode.Conflict, "basis-fixed");

        var decided = await api.Put(FundApi.Director, "/source-kinds/CA_NHAN", new { countsInPlanBasis = true }, 1).Read<SourceKindResponse>();
        Assert.Equal(("CA_NHAN", true, decided.Version), (await api.Told<SourceKindDecided>()).Select(t => (t.Code, t.CountsInPlanBasis == true, t.Version)).Last());

        Assert.Equal((true, true, 2), (decided.CountsInPlanBasis, decided.CountsInMobilisedBasis, decided.Version));
        var after = await api.Get<TargetTreeResponse>(FundApi.Accountant, "/targets/2024");
        Assert.Equal(before.Raised + 7_000_000, after.Raised);
        Assert.Equal(5_000_000_000, after.Target);
        Assert.Equal(1, await api.Number("select count(*) from audit_entries where action = 'source-kind.decide' and subject_id = 'CA_NHAN'"));
    }

    [Fact]
    public async Task Threshold_is_data_with_days_of_validity()
    {
        await api.Post(FundApi.Director, "/settings/second-signature-threshold",
            new { value = 30_000_000, validFrom = "2024-01-01", source = "QĐ 12/QĐ-QBTTE" }).Refused(HttpStatusCode.Conflict, "setting-not-later");
        await api.Post(FundApi.Officer, "/settings/second-signature-threshold",
            new { value = 30_000_000, validFrom = "2024-06-01", source = "QĐ 12/QĐ-QBTTE" }).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.False((await api.Drafted(Request(40_000_000))).SecondSignatureNeeded);

        await api.Post(FundApi.Director, "/settings/second-signature-threshold",
            new { value = 30_000_000, validFrom = "2024-05-20", source = "QĐ 12/QĐ-QBTTE" }).Read<FundSettingResponse>();

        var settings = (await api.Get<Listed<FundSettingResponse>>("auditor", "/settings")).Items;
        Assert.Equal([(50_000_000, new DateOnly(2024, 5, 19)), (30_000_000, (DateOnly?)null)],
            settings.Select(setting => (setting.Value, setting.ValidTo)));
        Assert.Equal("DESIGN", settings[0].Source);
        Assert.True((await api.Drafted(Request(40_000_000))).SecondSignatureNeeded);
    }
}
