using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using ChildPlatform.Testing;
using FundAccount = ChildPlatform.Fund.Ledger.Account;
using FundProgramme = ChildPlatform.Fund.Programmes.Programme;

namespace ChildPlatform.Fund.Tests;

/// <summary>Persons, and things by the state they are in: without I/O for the rules, through the API for whole use cases.</summary>
internal static class Given
{
    public const string HocBong = "HOC_BONG";
    public const string PhauThuat = "PHAU_THUAT";
    public const string Enterprises = "DOANH_NGHIEP_TO_CHUC";
    public const long Threshold = 50_000_000;

    public static readonly DateTimeOffset Now = new(2024, 5, 20, 9, 0, 0, TimeSpan.FromHours(7));
    public static readonly DateOnly Today = VietnamTime.DateOf(Now);

    public static readonly CurrentUser Lan = Person("lan", Roles.FundOfficer);
    public static readonly CurrentUser Minh = Person("minh", Roles.FundAccountant);
    public static readonly CurrentUser Dung = Person("dung", Roles.FundApprover);
    public static readonly CurrentUser Binh = Person("binh", Roles.FundCouncilApprover);
    public static readonly CurrentUser Thu = Person("thu", Roles.FundCashier);

    /// <summary>An officer of a ward of Tam Kỳ, who sees what is at or below it and nothing else.</summary>
    public static TestUser WardOfficer(string wardCode) =>
        new($"officer-{wardCode}", $"Cán bộ {wardCode}", [Roles.FundOfficer], [], ["49", "502", wardCode]);

    public static CurrentUser Person(string id, params string[] roles) => new(id, id, roles, unitPath: "49/");

    public static FundProgramme Programme(DateOnly? validTo = null) =>
        FundProgramme.Add(HocBong, "Học bổng", null, new DateOnly(2024, 1, 1), validTo);

    public static ProgrammeYear Year(long? limit = null)
    {
        var year = new ProgrammeYear(HocBong, 2024);
        year.SetLimit(limit);

        return year;
    }

    /// <summary>A programme with money of its own, and a common pool.</summary>
    public static ProgrammeMoney Money(long own, long pool = 0) =>
        new(Account(FundAccount.FundOf(HocBong), own), Account(FundAccount.PoolFund, pool));

    /// <summary>What a request that was approved from this money holds of it.</summary>
    public static HeldMoney Held(ProgrammeMoney money, Disbursement disbursement) =>
        new(money.Accounts.ToDictionary(account => account.Code), Shares(disbursement));

    public static IReadOnlyList<Share> Shares(Disbursement disbursement) =>
    [
        .. new Share[]
        {
            new(FundAccount.FundOf(disbursement.Programme), disbursement.FromProgramme!.Value),
            new(FundAccount.PoolFund, disbursement.FromPool!.Value),
        }.Where(share => share.Amount > 0),
    ];

    public static FundAccount Account(string code, long balance)
    {
        var account = new FundAccount(code);
        account.Apply(account.DebitSign * balance);

        return account;
    }

    public static DisbursementDetails Details(long amount, string? caseNumber = null) => new()
    {
        Programme = HocBong,
        Purpose = "Học bổng học sinh vượt khó",
        Amount = amount,
        Beneficiaries = [new BeneficiaryLine(Guid.CreateVersion7(), 1, caseNumber, null, "20950", Guid.CreateVersion7(), 20)],
        PayeeName = "UBND xã Trà Linh",
        PublicArea = "Huyện Nam Trà My",
        Threshold = Threshold,
    };

    public static Disbursement Draft(long amount = 400_000, string? caseNumber = null) =>
        Disbursement.Draft(Details(amount, caseNumber), "DN-2024-000001", Lan, TimeProvider.System);

    public static Disbursement Submitted(long amount = 400_000, string? caseNumber = null)
    {
        var disbursement = Draft(amount, caseNumber);
        disbursement.Submit(Lan, Now);

        return disbursement;
    }

    public static Disbursement Appraised(long amount = 400_000, string? caseNumber = null)
    {
        var disbursement = Submitted(amount, caseNumber);
        disbursement.Appraise(Minh, Now);

        return disbursement;
    }

    public static Disbursement Approved(ProgrammeMoney money, ProgrammeYear year, long amount = 400_000)
    {
        var disbursement = Appraised(amount);
        disbursement.Approve(Dung, Threshold, Programme(), year, money, Now);

        return disbursement;
    }

    public static Disbursement Paid(ProgrammeMoney money, ProgrammeYear year, long amount = 400_000)
    {
        var disbursement = Approved(money, year, amount);
        disbursement.Pay(new Payment(Today, PaymentMethod.Transfer, null), "PC-2024-000001", Entry(disbursement), Thu, Now);

        return disbursement;
    }

    public static JournalEntry Entry(Disbursement disbursement) =>
        JournalEntry.Chain(JournalHead.Empty(), PaymentEntry.Draft(disbursement, Shares(disbursement), "PC-2024-000001", Today, Thu.Id), Now);

    /// <summary>A request as api.md shows it.</summary>
    public static DisbursementRequest Request(
        long amount = 20_000_000, string programme = HocBong, string? caseNumber = null, DateOnly? plannedOn = null) => new()
        {
            Programme = programme,
            Purpose = "Học bổng học sinh vượt khó, huyện Nam Trà My",
            Amount = amount,
            Beneficiaries = [new Beneficiary { CaseNumber = caseNumber, UnitCode = "20950", Count = caseNumber is null ? 20 : 1 }],
            Payee = new Payee { Name = "UBND xã Trà Linh", Account = "3761.0.1234567", Bank = "KBNN Nam Trà My" },
            PlannedOn = plannedOn ?? new DateOnly(2024, 6, 1),
        };

    /// <summary>Money in the fund: without restriction unless a programme is named.</summary>
    public static async Task<DonationResponse> Gift(
        this FundApi api, long amount, string? programme = null, string sourceKind = Enterprises, string receivedOn = "2024-05-20",
        string name = "Công ty TNHH Hòa Bình") =>
        await api.Post(FundApi.Officer, "/donations", new
        {
            donor = new { name, kind = "enterprise" },
            amount,
            method = "transfer",
            receivedOn,
            sourceKind,
            restriction = programme is null ? null : new { kind = "programme", programme },
        }).Read<DonationResponse>();

    public static Task<DisbursementResponse> Drafted(this FundApi api, DisbursementRequest? request = null) =>
        api.Post(FundApi.Officer, "/disbursements", request ?? Request()).Read<DisbursementResponse>();

    public static async Task<DisbursementResponse> Submitted(this FundApi api, DisbursementRequest? request = null) =>
        await api.Act(FundApi.Officer, await api.Drafted(request), "submit");

    public static async Task<DisbursementResponse> Appraised(this FundApi api, DisbursementRequest? request = null) =>
        await api.Act(FundApi.Accountant, await api.Submitted(request), "appraise");

    public static async Task<DisbursementResponse> Approved(this FundApi api, DisbursementRequest? request = null) =>
        await api.Act(FundApi.Director, await api.Appraised(request), "approve");

    public static async Task<DisbursementResponse> Paid(this FundApi api, DisbursementRequest? request = null) =>
        await api.Act(FundApi.Cashier, await api.Approved(request), "pay");

    /// <summary>One action on the version that the caller has seen.</summary>
    public static Task<DisbursementResponse> Act(
        this FundApi api, string user, DisbursementResponse disbursement, string action, object? body = null) =>
        api.Try(user, disbursement, action, body).Read<DisbursementResponse>();

    public static Task<HttpResponseMessage> Try(
        this FundApi api, string user, DisbursementResponse disbursement, string action, object? body = null, string? key = null) =>
        api.Post(user, $"/disbursements/{disbursement.Id}/{action}", body, disbursement.Version, key);

    public static async Task<BalanceItem> Balance(this FundApi api, string programme) =>
        (await api.Get<BalancesResponse>(FundApi.Accountant, "/balances")).Items.Single(item => item.Programme == programme);
}
