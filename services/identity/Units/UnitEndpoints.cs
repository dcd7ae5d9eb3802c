namespace ChildPlatform.Identity.Units;

internal static class UnitEndpoints
{
    public static void MapUnits(this IEndpointRouteBuilder identity)
    {
        var units = identity.MapGroup("/units").WithTags("Units").RequireAuthorization();

        units.MapGet("/", ListUnits.Handle).WithName("ListUnits")
            .WithSummary("Administrative units that are valid on a day")
            .WithDescription("asOf: yyyy-mm-dd, default today. level: province, district, commune. parent: id or code of a unit; "
                + "direct children only. q: part of a name or code, without tone marks. Sorted by name in Vietnamese order.");
        units.MapGet("/{id:guid}", GetUnit.Handle).WithName("GetUnit")
            .WithSummary("One version of a unit, also one that has ended");
        units.MapGet("/{id:guid}/successors", ListSuccessors.Handle).WithName("ListUnitSuccessors")
            .WithSummary("What a unit became; empty while it is in force");
    }
}
