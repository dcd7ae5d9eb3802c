using System.Text;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Events.Data;
using ChildPlatform.Events.Events;
using ChildPlatform.Events.Templates;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Calendar;

/// <summary>What anyone may see without signing in: published events, as a list and as a feed.</summary>
internal static class GetCalendar
{
    /// <summary>Published and held events by the day they begin; from today unless asked otherwise. No child, no organiser.</summary>
    /// <param name="from">First day on which an event may begin.</param>
    /// <param name="to">Last day on which it may begin.</param>
    public static async Task<Ok<Page<PublicEvent>>> Handle(
        DateOnly? from, DateOnly? to, PageRequest page, HttpContext http, EventsDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var start = VietnamTime.StartOf(from ?? VietnamTime.Today(clock)).ToUniversalTime();
        var events = db.Events.AsNoTracking()
            .Where(row => (row.State == EventState.Published || row.State == EventState.Closed) && row.StartsAt >= start);
        if (to is { } last && last < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(last.AddDays(1)).ToUniversalTime();
            events = events.Where(row => row.StartsAt < end);
        }

        var rows = await ListEvents.Order(events, "startsAt", page.After).Take(page.Take).ToListAsync(ct);
        var templates = await db.TemplateNames(ct);
        http.Response.Headers.CacheControl = "public, max-age=1";

        return TypedResults.Ok(page.ToPage(rows, row => Of(row, templates), row => [row.StartsAt.ToUniversalTime(), row.Id]));
    }

    /// <summary>
    /// The same as an iCalendar feed of the last and the coming year. An event keeps its UID; SEQUENCE grows with each change, and
    /// what was cancelled stays with STATUS:CANCELLED so that calendars strike it out.
    /// </summary>
    public static async Task<ContentHttpResult> Feed(HttpContext http, EventsDbContext db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow().ToUniversalTime();
        var (first, last) = (now.AddDays(-366), now.AddDays(731));
        var rows = await db.Events.AsNoTracking()
            .Where(row => row.PublishedAt != null && row.StartsAt >= first && row.StartsAt < last)
            .OrderBy(row => row.StartsAt).ThenBy(row => row.Id).Take(5_000).ToListAsync(ct);
        var calendar = new Ical.Net.Calendar { ProductId = "-//Quang Nam//Su kien vi tre em//VI", Method = "PUBLISH" };
        calendar.AddProperty("X-WR-CALNAME", "Sự kiện vì trẻ em tỉnh Quảng Nam");
        calendar.AddTimeZone(Zone());
        foreach (var row in rows)
        {
            calendar.Events.Add(Of(row));
        }

        http.Response.Headers.CacheControl = "public, max-age=1";

        return TypedResults.Text(new CalendarSerializer().SerializeToString(calendar), "text/calendar", Encoding.UTF8);
    }

    /// <summary>
    /// The zone of Viet Nam. One without a STANDARD part is not valid (RFC 5545 §3.6.5); what the library makes of its zone data
    /// would move the clock every year, where it has stood at +07 since 13 June 1975.
    /// </summary>
    private static VTimeZone Zone()
    {
        var zone = new VTimeZone(VietnamTime.ZoneId);
        zone.AddChild(new VTimeZoneInfo("STANDARD")
        {
            Start = new CalDateTime(1975, 6, 13, 0, 0, 0),
            OffsetFrom = new UtcOffset(VietnamTime.Offset),
            OffsetTo = new UtcOffset(VietnamTime.Offset),
            TimeZoneName = "+07",
        });

        return zone;
    }

    private static CalendarEvent Of(CommunityEvent row) => new()
    {
        Uid = $"{row.Id}@su-kien.childplatform",
        DtStamp = new CalDateTime((row.CancelledAt ?? row.CorrectedAt ?? row.ClosedAt ?? row.PublishedAt!.Value).UtcDateTime, "UTC"),
        Sequence = row.Version,
        Summary = row.Title,
        Description = row.Theme,
        Location = string.Join(", ", new[] { row.Place, row.UnitName }.OfType<string>()),
        Start = new CalDateTime(VietnamTime.ToLocal(row.StartsAt).DateTime, VietnamTime.ZoneId),
        End = new CalDateTime(VietnamTime.ToLocal(row.EndsAt).DateTime, VietnamTime.ZoneId),
        Status = row.State is EventState.Cancelled ? EventStatus.Cancelled : EventStatus.Confirmed,
    };

    private static PublicEvent Of(CommunityEvent row, IReadOnlyDictionary<string, TemplateName> templates) => new()
    {
        Id = row.Id,
        Title = row.Title,
        Template = row.Template,
        TemplateName = templates[row.Template].Name,
        LunarDate = templates[row.Template].LunarDate,
        Theme = row.Theme,
        Level = row.Level,
        UnitCode = row.UnitCode,
        UnitName = row.UnitName,
        Host = row.Host,
        StartsAt = row.StartsAt,
        EndsAt = row.EndsAt,
        Place = row.Place,
        Held = row.State is EventState.Closed,
    };
}

internal static class CalendarEndpoints
{
    public static void MapCalendar(this IEndpointRouteBuilder app)
    {
        var calendar = app.MapGroup("/api/v1/public/events").WithTags("Public").AllowAnonymous();

        calendar.MapGet("/calendar", GetCalendar.Handle);
        calendar.MapGet("/calendar.ics", GetCalendar.Feed);
    }
}
