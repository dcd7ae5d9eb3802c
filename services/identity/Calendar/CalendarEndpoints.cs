namespace ChildPlatform.Identity.Calendar;

internal static class CalendarEndpoints
{
    public static void MapCalendar(this IEndpointRouteBuilder identity)
    {
        var calendar = identity.MapGroup("/calendar").WithTags("Calendar").RequireAuthorization();

        calendar.MapGet("", ListCalendar.Handle).WithName("ListCalendar")
            .WithSummary("Holidays, swapped days and working Saturdays, by date")
            .WithDescription("year narrows the list. Days that are not listed are what the week makes them.");
        calendar.MapGet("/{year:int}", GetCalendarYear.Handle).WithName("GetCalendarYear")
            .WithSummary("One year with its version as ETag, and who changed it last")
            .WithDescription("A year that nobody has decided yet is empty and has version 0. What was changed when is in the "
                + "audit trail: subjectType calendar, subjectId the year.");
        calendar.MapPut("/{year:int}", ChangeCalendarYear.Handle).WithName("ChangeCalendarYear")
            .RequireAuthorization(IdentityPolicies.KeepCalendar)
            .WithSummary("Decides a whole year: the list replaces what was there")
            .WithDescription("Told to the other services, which count running deadlines anew. 422 when a date lies outside the "
                + "year (date-outside-year), is listed twice (day-listed-twice) or is both off and worked (day-off-and-worked), "
                + "when a makeup_workday is not on a Saturday or Sunday (makeup-on-weekday), or a swapped_off or "
                + "compensatory_off is (day-off-on-rest-day).");
    }
}
