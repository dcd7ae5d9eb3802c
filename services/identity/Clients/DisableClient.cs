using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Identity.Clients;

internal static class DisableClient
{
    public static async Task<Results<Ok<ClientResponse>, NotFound>> Handle(
        Guid id, IfMatch ifMatch, HttpContext http, IdentityDbContext db, AuditTrail audit, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Clients.FindAsync([id], ct) is not { } client)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(client.Version);
        client.Disable(clock.GetUtcNow());
        audit.Record("client.disable", "client", client.Id.ToString());
        await db.SaveChangesAsync(ct);

        return TypedResults.Ok(await GetClient.Answer(client, http, db, ct));
    }
}
