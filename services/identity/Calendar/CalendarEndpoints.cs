namespace ChildPlatform.Identity.Calendar;

internal static class CalendarEndpoints
{
    public static void MapCalendar(this IEndpointRouteBuilder identity) =>
        identity.MapGet("/calendar", ListCalendar.Handle).WithTags("Calendar").WithName("ListCalendar").RequireAuthorization()
            .WithSummary("Holidays, swapped days and working Saturdays, by date")
            .WithDescription("year narrows the list. Days that are not listed are what the week makes them.");
}
