namespace ChildPlatform.Identity.Audit;

internal static class AuditEndpoints
{
    public static void MapAudit(this IEndpointRouteBuilder identity) =>
        identity.MapGet("/audit", ListAudit.Handle).WithTags("Audit").WithName("ListIdentityAudit")
            .RequireAuthorization(IdentityPolicies.ReadAudit)
            .WithSummary("Sign-ins and changes of people and clients, newest first")
            .WithDescription("actor: sub of whoever did it. subjectType with subjectId: one record. action: one verb. "
                + "from, to: days in Viet Nam, both included.");
}
