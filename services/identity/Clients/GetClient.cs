using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Clients;

internal static class GetClient
{
    public static async Task<Results<Ok<ClientResponse>, NotFound>> Handle(
        Guid id, HttpContext http, IdentityDbContext db, CancellationToken ct) =>
        await db.Clients.FindAsync([id], ct) is { } client
            ? TypedResults.Ok(await Answer(client, http, db, ct))
            : TypedResults.NotFound();

    /// <summary>The client as answered, with its ETag set.</summary>
    public static async Task<ClientResponse> Answer(Client client, HttpContext http, IdentityDbContext db, CancellationToken ct)
    {
        ETag.Set(http, client.Version);

        return await Read(db.Clients.Where(c => c.Id == client.Id), db).SingleAsync(ct);
    }

    /// <summary>The only projection of a client to the wire; its secret is not kept in a form that could be shown.</summary>
    public static IQueryable<ClientResponse> Read(IQueryable<Client> clients, IdentityDbContext db) =>
        from client in clients.AsNoTracking()
        join place in db.Units on client.UnitId equals place.Id into places
        from unit in places.DefaultIfEmpty()
        select new ClientResponse
        {
            Id = client.Id,
            ClientId = client.ClientId,
            Name = client.Name,
            Kind = client.Kind,
            Scopes = client.Scopes,
            Unit = unit == null ? null : new UnitName { Id = unit.Id, Code = unit.Code, Name = unit.Name },
            Disabled = client.DisabledAt != null,
            DisabledAt = client.DisabledAt,
            CreatedAt = client.CreatedAt,
        };
}
