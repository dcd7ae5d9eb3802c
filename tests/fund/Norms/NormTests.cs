using System.Net;
using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Tests.Norms;

/// <summary>What a programme may give to a child, and exceptions with a reason (F16).</summary>
public class NormTests(FundApi api) : IClassFixture<FundApi>
{
    private const string Source = "Nghị quyết 15/2024/NQ-HĐND";

    [Fact]
    public async Task F16_a_request_above_the_norm_is_refused_citing_it_and_goes_on_with_a_reasoned_exception()
    {
        const string reason = "Trẻ phải chuyển viện ra Huế";
        var norm = await Set("ME_DO_DAU", 300_000);
        await api.Gift(10_000_000, "ME_DO_DAU");
        var draft = await api.Drafted(Request("ME_DO_DAU", 6_000_001, (null, 20)));
        var shown = (await Read(draft.Id, FundApi.Director)).AboveNorm!;
        Assert.Equal((norm.Id, 6_000_000, 6_000_001, true), (shown.Norm.Id, shown.Allowed, shown.Asked, shown.MayBeExcepted));
        Assert.False((await Read(draft.Id, FundApi.Officer)).AboveNorm!.MayBeExcepted);
        var before = await api.Footprint();
        var problem = await api.Try(FundApi.Officer, draft, "submit").Refused(HttpStatusCode.Conflict, "above-norm");
        Assert.Equal((Source, "month", "2024-01-01"),
            (Text(problem, "source"), Text(problem, "period"), Text(problem, "validFrom")));
        Assert.Equal((300_000, 6_000_000), (Number(problem, "amount"), Number(problem, "allowed")));
        Assert.Equal(before, await api.Footprint());

        await api.Try(FundApi.Officer, draft, "norm-exception", new { reason }).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/reason required"], await api.Try(FundApi.Director, draft, "norm-exception", new { }).Invalid());
        var excepted = await api.Act(FundApi.Director, draft, "norm-exception", new { reason });
        Assert.Equal(DisbursementState.Draft, excepted.State);
        Assert.Contains(excepted.History, step => step is { Action: "norm-exception", Reason: reason });
        Assert.Null((await Read(draft.Id, FundApi.Officer)).AboveNorm);
        await api.Try(FundApi.Director, excepted, "norm-exception", new { reason })
            .Refused(HttpStatusCode.Conflict, "within-norm");

        // What was excepted is this sum, and no larger one.
        var larger = await Correct(excepted, 6_000_002);
        await api.Try(FundApi.Officer, larger, "submit").Refused(HttpStatusCode.Conflict, "above-norm");
        var again = await Correct(larger, 6_000_001);
        var appraised = await api.Act(FundApi.Accountant, await api.Act(FundApi.Officer, again, "submit"), "appraise");
        var paid = await api.Act(FundApi.Cashier, await api.Act(FundApi.Director, appraised, "approve"), "pay");

        const string list = "/norms/exceptions?programme=ME_DO_DAU";
        var line = Assert.Single((await api.Get<Listed<NormExceptionResponse>>("auditor", list)).Items);
        Assert.Equal((draft.RequestNumber, paid.Number, 6_000_000, 6_000_001, Source, reason),
            (line.RequestNumber, line.Number, line.Allowed, line.Asked, line.NormSource, line.Reason));
        using var sheet = await api.Get("auditor", "/norms/exceptions/export?programme=ME_DO_DAU");
        await using var content = new MemoryStream(await sheet.Content.ReadAsByteArrayAsync());
        using var reader = SheetReader.Open(content, "vuot-muc-chi.xlsx");
        var rows = reader.Rows().Select(row => row.Cells.Select(cell => cell.Text).ToList()).ToList();
        Assert.Contains(rows, cells => cells.Contains(draft.RequestNumber) && cells.Contains(reason));
        using var elsewhere = await api.As(Given.WardOfficer("20341"))
            .GetAsync(new Uri("/api/v1/fund/norms/exceptions", UriKind.Relative));
        Assert.Empty((await elsewhere.Read<Listed<NormExceptionResponse>>()).Items);
        Assert.Empty((await api.Get<Listed<NormExceptionResponse>>("auditor", "/norms/exceptions?to=2024-05-19")).Items);
        Assert.Equal(["/programme not-in-catalogue"], await api.Get("auditor", "/norms/exceptions?programme=KHONG_CO").Invalid());
        Assert.Equal(1, await api.Number(
            $"select count(*) from audit_entries where action = 'disbursement.norm-exception' and subject_id = '{draft.Id}'"));

        Task<DisbursementResponse> Correct(DisbursementResponse current, long amount) => api.Put(
            FundApi.Officer, $"/disbursements/{draft.Id}", Request("ME_DO_DAU", amount, (null, 20)), current.Version)
            .Read<DisbursementResponse>();
    }

    [Fact]
    public async Task F16_a_groups_norm_goes_before_the_programmes_and_a_line_without_a_norm_binds_nothing()
    {
        await Set("BUA_AN", 500_000, "HCDB01");
        await Submit(Request("BUA_AN", 9_000_000, ("HCDB01", 1), (null, 1)));
        await Above(Request("BUA_AN", 1_000_001, ("HCDB01", 2)));

        await Set("BUA_AN", 200_000);
        await Submit(Request("BUA_AN", 1_200_000, ("HCDB01", 2), (null, 1)));
        await Above(Request("BUA_AN", 1_200_001, ("HCDB01", 2), (null, 1)));
    }

    [Fact]
    public async Task F16_one_child_is_given_no_more_than_its_norm_in_the_norms_period()
    {
        await api.Gift(10_000_000, "AO_AM");
        var norm = await Set("AO_AM", 1_000_000, period: "year");
        await Approved("VV-2024-20001", 600_000, new DateOnly(2024, 5, 25));
        var problem = await TrySubmit("VV-2024-20001", 400_001, new DateOnly(2024, 7, 1))
            .Refused(HttpStatusCode.Conflict, "above-norm");
        Assert.Equal((norm.Id.ToString(), "VV-2024-20001"), (Text(problem, "norm"), Text(problem, "caseNumber")));
        Assert.Equal((1_000_000, 1_000_001, 600_000),
            (Number(problem, "allowed"), Number(problem, "asked"), Number(problem, "earlier")));

        // Another child, the rest of this one's, and the year after are within it.
        await Approved("VV-2024-20002", 1_000_000, new DateOnly(2024, 7, 1));
        await Approved("VV-2024-20001", 400_000, new DateOnly(2024, 7, 1));
        await Approved("VV-2024-20001", 1_000_000, new DateOnly(2025, 1, 2));
    }

    [Fact]
    public async Task F16_the_norm_of_the_day_that_the_money_is_for_counts_and_days_that_have_one_keep_it()
    {
        var first = await Set("QUA_TANG", 100_000);
        var wrong = await api.Post(FundApi.Accountant, "/norms", new
        {
            programme = "KHONG_CO",
            group = "KHONG_CO",
            amount = 1,
            period = "month",
            validFrom = "2024-01-01",
            source = " x ",
        }).Invalid();
        Assert.Equal(["/group not-in-catalogue", "/programme not-in-catalogue", "/source too-short"], wrong.Order());
        await TrySet("QUA_TANG", 200_000, null, "month", "2024-01-01").Refused(HttpStatusCode.Conflict, "norm-not-later");
        await api.Post(FundApi.Officer, "/norms", new { }).Refused(HttpStatusCode.Forbidden, "forbidden");
        var second = await TrySet("QUA_TANG", 200_000, null, "month", "2024-07-01").Read<NormResponse>();
        var listed = (await api.Get<Listed<NormResponse>>("leader", "/norms?programme=QUA_TANG")).Items;
        Assert.Equal([(second.Id, null), (first.Id, new DateOnly(2024, 6, 30))], listed.Select(norm => (norm.Id, norm.ValidTo)));
        var june = await api.Get<Listed<NormResponse>>("leader", "/norms?programme=QUA_TANG&on=2024-06-30");
        Assert.Equal(first.Id, Assert.Single(june.Items).Id);

        await Above(Request("QUA_TANG", 200_000, (null, 1)) with { PlannedOn = new DateOnly(2024, 6, 30) });
        var july = await Submit(Request("QUA_TANG", 200_000, (null, 1)) with { PlannedOn = new DateOnly(2024, 7, 1) });

        await End(first, listed[1].Version, "2024-02-01").Refused(HttpStatusCode.Conflict, "norm-ended");
        Assert.Equal(["/validTo ends-before-start"], await End(second, second.Version, "2024-06-30").Invalid());
        await End(second, second.Version, "2024-07-31").Read<NormResponse>();
        await Submit(Request("QUA_TANG", 9_000_000, (null, 1)) with { PlannedOn = new DateOnly(2024, 8, 1) });

        // One that begins later says nothing about a day before.
        await TrySet("QUA_TANG", 50_000, null, "month", "2024-07-02").Read<NormResponse>();
        await api.Act(FundApi.Accountant, july, "appraise");
    }

    private static long Number(Problem problem, string detail) => ((JsonElement)problem.Details![detail]!).GetInt64();

    private static string? Text(Problem problem, string detail) => ((JsonElement)problem.Details![detail]!).GetString();

    private static DisbursementRequest Request(string programme, long amount, params (string? Group, int Count)[] lines) =>
        Given.Request(amount, programme) with
        {
            Beneficiaries =
            [
                .. lines.Select(line => new Beneficiary { Group = line.Group, UnitCode = "20950", Count = line.Count }),
            ],
        };

    private Task<NormResponse> Set(string programme, long amount, string? group = null, string period = "month") =>
        TrySet(programme, amount, group, period, "2024-01-01").Read<NormResponse>();

    private Task<HttpResponseMessage> TrySet(string programme, long amount, string? group, string period, string validFrom) =>
        api.Post(FundApi.Accountant, "/norms", new { programme, group, amount, period, validFrom, source = Source });

    private Task<HttpResponseMessage> End(NormResponse norm, int version, string validTo) =>
        api.Post(FundApi.Accountant, $"/norms/{norm.Id}/end", new { validTo }, version);

    private Task<DisbursementResponse> Read(Guid id, string user) => api.Get<DisbursementResponse>(user, $"/disbursements/{id}");

    private async Task<DisbursementResponse> Submit(DisbursementRequest request) =>
        await api.Act(FundApi.Officer, await api.Drafted(request), "submit");

    private async Task Above(DisbursementRequest request) =>
        await api.Try(FundApi.Officer, await api.Drafted(request), "submit").Refused(HttpStatusCode.Conflict, "above-norm");

    /// <summary>Whether a case may be helped is the cases service's to say; here it has said so already.</summary>
    private async Task<HttpResponseMessage> TrySubmit(string caseNumber, long amount, DateOnly plannedOn)
    {
        var draft = await api.Drafted(Request("AO_AM", amount, (null, 1)) with { PlannedOn = plannedOn });
        await api.Execute(
            $"update disbursement_beneficiaries set case_number = '{caseNumber}' where disbursement_id = '{draft.Id}'");

        return await api.Try(FundApi.Officer, draft, "submit");
    }

    private async Task Approved(string caseNumber, long amount, DateOnly plannedOn)
    {
        var submitted = await TrySubmit(caseNumber, amount, plannedOn).Read<DisbursementResponse>();
        await api.Act(FundApi.Director, await api.Act(FundApi.Accountant, submitted, "appraise"), "approve");
    }
}
