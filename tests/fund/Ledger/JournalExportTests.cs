using System.Globalization;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.LocalHost.Servers;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Ledger;

/// <summary>The journal as plain text, recomputed by the programs that it is written for.</summary>
public class JournalExportTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Hledger_ledger_and_bean_check_recompute_the_same_books_to_the_dong()
    {
        await ProgramsAsync();
        await api.Gift(10_000_000, receivedOn: "2024-03-31");
        await api.Gift(7_000_001, HocBong, receivedOn: "2024-05-02");
        var wrong = await api.Gift(500_000, PhauThuat, receivedOn: "2024-05-03");
        await api.Post(FundApi.Officer, $"/donations/{wrong.Id}/reverse", new { reason = "Ghi nhầm" }, version: 1).Read<DonationResponse>();
        var paid = await api.Paid(Request(9_000_000));
        await api.Act(FundApi.Accountant, paid, "reverse", new { reason = "Chuyển nhầm tài khoản" });
        await api.Paid(Request(8_000_000));
        Dictionary<string, long> books = new()
        {
            ["Assets:MONEY"] = 9_000_001,
            ["Equity:FUND:HOC-BONG"] = 0,
            ["Equity:FUND:PHAU-THUAT"] = 0,
            ["Equity:FUND:POOL"] = -9_000_001,
        };

        Assert.Equal(books, await HledgerAsync(await ExportAsync("?form=ledger")));
        Assert.Equal(books, await LedgerAsync(await ExportAsync("?form=ledger")));
        var beancount = await ExportAsync("?form=beancount");
        await BeanCheckAsync(beancount);

        // The same entries in both forms, and with a first day the money of before is brought forward.
        Assert.Equal(Lines(await ExportAsync("?form=ledger")), Lines(beancount));
        var fromMay = await ExportAsync("?form=ledger&from=2024-05-01");
        Assert.DoesNotContain("2024-03-31", await File.ReadAllTextAsync(fromMay));
        Assert.Equal(books, await HledgerAsync(fromMay));
        Assert.Equal(books, await LedgerAsync(fromMay));
        await BeanCheckAsync(await ExportAsync("?form=beancount&from=2024-05-01"));
        Assert.Equal(
            new Dictionary<string, long> { ["Assets:MONEY"] = 10_000_000, ["Equity:FUND:POOL"] = -10_000_000 },
            Moved(await HledgerAsync(await ExportAsync("?to=2024-04-30"))));

        await api.Get("auditor", "/journal/export?form=excel").Refused(System.Net.HttpStatusCode.UnprocessableEntity, "invalid-input");
        Assert.Equal(["/to ends-before-start"], await api.Get("auditor", "/journal/export?from=2024-05-02&to=2024-05-01").Invalid());
        await api.Get("leader", "/journal/export").Refused(System.Net.HttpStatusCode.Forbidden, "forbidden");
    }

    private static async Task ProgramsAsync()
    {
        Dictionary<string, string> packages = new() { ["hledger"] = "hledger", ["ledger"] = "ledger", ["bean-check"] = "beancount" };
        string[] missing = [.. packages.Where(one => Programs.Find(one.Key) is null).Select(one => one.Value)];
        Assert.True(
            missing.Length == 0 || await Packages.TryInstallAsync(missing, Console.Error.WriteLine, CancellationToken.None),
            "This test recomputes the books: sudo apt-get install hledger ledger beancount");
    }

    private async Task<string> ExportAsync(string query)
    {
        using var response = await api.Get("auditor", "/journal/export" + query);
        response.EnsureSuccessStatusCode();
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await File.WriteAllBytesAsync(file, await response.Content.ReadAsByteArrayAsync());

        return file;
    }

    private static async Task<Dictionary<string, long>> HledgerAsync(string file) => Balances(
        await RunAsync("hledger", "-f", file, "balance", "--flat", "--empty", "--no-total", "--format", "%(account)=%(total)"));

    private static async Task<Dictionary<string, long>> LedgerAsync(string file) => Balances(
        await RunAsync("ledger", "-f", file, "balance", "--flat", "--empty", "--no-total", "--format", "%(account)=%(amount)\n"));

    private static Task<string> BeanCheckAsync(string file) => RunAsync("bean-check", file);

    private static async Task<string> RunAsync(string program, params string[] arguments)
    {
        var (code, output) = await Programs.RunAsync(Programs.Find(program)!, arguments, TestContext.Current.CancellationToken);
        Assert.True(code == 0, $"{program}: {output}");

        return output;
    }

    private static Dictionary<string, long> Balances(string output) => output
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('='))
        .ToDictionary(
            parts => parts[0].Trim(),
            parts => long.Parse(parts[1].Replace("VND", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    private static Dictionary<string, long> Moved(Dictionary<string, long> balances) =>
        balances.Where(pair => pair.Value != 0).ToDictionary();

    private static string[] Lines(string file) =>
        [.. File.ReadLines(file).Where(line => line.EndsWith(" VND", StringComparison.Ordinal) && line[0] == ' ')];
}
