using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Reporting.Reminders;

/// <summary>How often it is looked for what has to be told.</summary>
internal sealed class ReminderOptions
{
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(30);
}

/// <summary>
/// Posts the notices of the day. It may look as often as it likes, and replicas may all do it: the key of a notice holds its day
/// or its occasion, and stands once.
/// </summary>
internal sealed class RemindJob(
    IServiceScopeFactory scopes, TimeProvider clock, IOptions<ReminderOptions> options, ILogger<RemindJob> log)
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
        var db = scope.ServiceProvider.GetRequiredService<ReportingDbContext>();
        var board = scope.ServiceProvider.GetRequiredService<NoticeBoard>();
        var today = VietnamTime.Today(clock);
        IEnumerable<Notice> tasks = await TaskReminders.Read(db, today, ct);

        return await board.PostNew(tasks.Concat(await RoundReminders.Read(db, today, ct)), ct);
    }
}

/// <summary>Tells agencies, the coordinator and the leader of what is due.</summary>
internal static class ReminderExtensions
{
    public static void AddReminders(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<ReminderOptions>().BindConfiguration("Reminders");
        builder.Services.AddSingleton<RemindJob>();
        builder.Services.AddHostedService(services => services.GetRequiredService<RemindJob>());
    }
}
