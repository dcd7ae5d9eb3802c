using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Fund.Pledges;

/// <summary>How often it is looked for what has to be told.</summary>
internal sealed class ReminderOptions
{
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Posts the notices about pledges. It may look as often as it likes, and replicas may all do it: the key of a notice holds its
/// occasion, and stands once.
/// </summary>
internal sealed class PledgeReminderJob(
    IServiceScopeFactory scopes, TimeProvider clock, IOptions<ReminderOptions> options, ILogger<PledgeReminderJob> log)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Every);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                log.LogWarning(failure, "Notices could not be posted; it is tried again in {Every}.", options.Value.Every);
            }
        }
    }

    /// <summary>One look; gives how many notices were new.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FundDbContext>();

        return await scope.ServiceProvider.GetRequiredService<NoticeBoard>()
            .PostNew(await PledgeReminders.Read(db, VietnamTime.Today(clock), ct), ct);
    }
}

/// <summary>
/// What the fund's officers are told of instalments whose money has not come whole: once when the day is a week off or nearer,
/// and once in each week that it is late. The donor is not named: the notice leads to the pledge.
/// </summary>
internal static class PledgeReminders
{
    public const string DueSoon = "pledge-due-soon";
    public const string Overdue = "pledge-overdue";
    private const int SoonDays = 7;

    public static async Task<IReadOnlyList<Notice>> Read(FundDbContext db, DateOnly today, CancellationToken ct)
    {
        var last = today.AddDays(SoonDays);
        var rows = await db.Pledges.AsNoTracking().Where(pledge => pledge.CancelledAt == null)
            .WithReceived(db, last.AddDays(1)).Where(row => row.Due > row.Received)
            .OrderBy(row => row.Pledge.Id).ToListAsync(ct);

        return
        [
            .. rows.SelectMany(row => GetPledge.Fill(row.Pledge.Instalments, row.Received, today)
                .Where(part => part.Remaining > 0 && part.DueOn <= last)
                .Select(part => Of(row.Pledge, part, today))),
        ];
    }

    private static Notice Of(Pledge pledge, InstalmentResponse part, DateOnly today)
    {
        var days = part.DueOn.DayNumber - today.DayNumber;
        var (left, due) = (new Vnd(part.Remaining), VietnamTime.DayMonthYear(part.DueOn));
        var (kind, occasion, vi, en) = days switch
        {
            < 0 => (Overdue, $"/{(-days - 1) / 7}", $"đã quá hạn {-days} ngày", $"is {Days(-days)} past due"),
            0 => (DueSoon, "", "đến hạn hôm nay", "is due today"),
            _ => (DueSoon, "", $"còn {days} ngày đến hạn", $"is due in {Days(days)}"),
        };

        return new Notice
        {
            Key = $"{kind}/{pledge.Id:N}/{part.Position}/{part.DueOn:O}{occasion}",
            Kind = kind,
            Role = Roles.FundOfficer,
            UnitPath = pledge.UnitPath,
            Vi = $"Cam kết {pledge.Number}, đợt {part.Position} {vi} ({due}), còn {left}.",
            En = $"Pledge {pledge.Number}, instalment {part.Position} {en} ({part.DueOn:O}); {part.Remaining} VND are left.",
            SubjectType = "pledge",
            SubjectId = pledge.Id.ToString(),
        };
    }

    private static string Days(int days) => days == 1 ? "1 day" : $"{days} days";
}

/// <summary>Tells officers of pledges that are due.</summary>
internal static class ReminderExtensions
{
    public static void AddPledgeReminders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReminderOptions>().BindConfiguration("Reminders");
        builder.Services.AddSingleton<PledgeReminderJob>();
        builder.Services.AddHostedService(services => services.GetRequiredService<PledgeReminderJob>());
    }
}
