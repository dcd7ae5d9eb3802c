using System.ComponentModel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ServiceDefaults.Notices;

/// <summary>A notice as its reader sees it.</summary>
/// <param name="Id">Grows with each notice of the service.</param>
/// <param name="Kind">What kind of word it is: <c>task-overdue</c>.</param>
/// <param name="TextVi">The sentence in Vietnamese.</param>
/// <param name="TextEn">The sentence in English.</param>
/// <param name="SubjectType">What it is about: <c>task</c>, <c>tasks</c>, <c>round</c>, <c>own-plans</c>, <c>case</c>.</param>
/// <param name="SubjectId">Id of the subject; of <c>tasks</c> and <c>own-plans</c> the year.</param>
/// <param name="CreatedAt">When it was told.</param>
/// <param name="Read">Whether the caller has read it.</param>
public sealed record NoticeResponse(
    long Id, string Kind, string TextVi, string TextEn, string SubjectType, string SubjectId, DateTimeOffset CreatedAt,
    bool Read);

/// <summary>How many notices of this service the caller has not read.</summary>
/// <param name="Unread">Counted up to 100.</param>
public sealed record UnreadResponse(int Unread);

/// <summary>The notices of a service, for those whom they are for.</summary>
public static class NoticeEndpoints
{
    private const int CountedUpTo = 100;

    /// <summary>Maps <c>/notices</c> below the service's own address.</summary>
    public static void MapNotices<TDb>(this IEndpointRouteBuilder service, string policy)
        where TDb : DbContext
    {
        var notices = service.MapGroup("/notices").WithTags("Notices").WithIdempotency<TDb>(required: false)
            .RequireAuthorization(policy);
        notices.MapGet("/", List).WithName("ListNotices")
            .WithSummary("Notices for the caller, newest first; those not read yet with ?unread=true");
        notices.MapGet("/unread", CountUnread).WithName("CountUnreadNotices")
            .WithSummary("How many notices the caller has not read, counted up to 100");
        notices.MapPost("/{id:long}/read", MarkRead).WithName("MarkNoticeRead").ProducesProblem(404)
            .WithSummary("Marks a notice as read by the caller; once more changes nothing");
        notices.MapPost("/read", MarkAllRead).WithName("MarkNoticesRead")
            .WithSummary("Marks the caller's notices as read, up to the one named by upTo");
    }

    private static async Task<Ok<Page<NoticeResponse>>> List(
        [Description("true: only those that the caller has not read; false: only those read.")] bool? unread, PageRequest page,
        ServiceDb service, CurrentUser user, CancellationToken ct)
    {
        var (db, me) = (service.Context, user.Id);
        var notices = db.Set<Notice>().AsNoTracking().For(user);
        if (page.After is { } after)
        {
            var id = after.Get<long>(0);
            notices = notices.Where(notice => notice.Id < id);
        }

        var told = notices.Select(notice => new
        {
            Notice = notice,
            Read = db.Set<NoticeRead>().Any(read => read.UserId == me && read.NoticeId == notice.Id),
        });
        if (unread is { } wanted)
        {
            told = told.Where(row => row.Read != wanted);
        }

        var rows = await told.OrderByDescending(row => row.Notice.Id).Take(page.Take).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, row => Of(row.Notice, row.Read), row => [row.Notice.Id]));
    }

    private static async Task<Ok<UnreadResponse>> CountUnread(ServiceDb service, CurrentUser user, CancellationToken ct) =>
        TypedResults.Ok(await Unread(service.Context, user, ct));

    private static async Task<Results<Ok<UnreadResponse>, NotFound>> MarkRead(
        long id, ServiceDb service, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (!await service.Context.Set<Notice>().For(user).AnyAsync(notice => notice.Id == id, ct))
        {
            return TypedResults.NotFound();
        }

        await Mark(service.Context, [id], user, clock, ct);

        return TypedResults.Ok(await Unread(service.Context, user, ct));
    }

    private static async Task<Ok<UnreadResponse>> MarkAllRead(
        [Description("Id of the newest notice to mark: what came after it stays unread. Left out, all are marked.")] long? upTo,
        ServiceDb service, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var ids = await UnreadBy(service.Context, user).Where(notice => upTo == null || notice.Id <= upTo)
            .Select(notice => notice.Id).ToListAsync(ct);
        await Mark(service.Context, ids, user, clock, ct);

        return TypedResults.Ok(await Unread(service.Context, user, ct));
    }

    private static IQueryable<Notice> UnreadBy(DbContext db, CurrentUser user)
    {
        var me = user.Id;

        return db.Set<Notice>().AsNoTracking().For(user)
            .Where(notice => !db.Set<NoticeRead>().Any(read => read.UserId == me && read.NoticeId == notice.Id));
    }

    private static async Task<UnreadResponse> Unread(DbContext db, CurrentUser user, CancellationToken ct) =>
        new(await UnreadBy(db, user).Take(CountedUpTo).CountAsync(ct));

    // Two windows of one person may mark the same: the first mark stands.
    private static Task<int> Mark(DbContext db, List<long> ids, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var at = clock.GetUtcNow().ToUniversalTime();

        return db.Database.ExecuteSqlAsync(
            $"""
            insert into notice_reads (user_id, notice_id, read_at) select {user.Id}, id, {at} from notices where id = any({ids})
            on conflict do nothing
            """, ct);
    }

    private static NoticeResponse Of(Notice notice, bool read) => new(
        notice.Id, notice.Kind, notice.Vi, notice.En, notice.SubjectType, notice.SubjectId, notice.CreatedAt, read);
}
