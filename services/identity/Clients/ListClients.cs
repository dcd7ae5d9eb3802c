using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Identity.Clients;

internal static class ListClients
{
    /// <param name="kind">Kind of client.</param>
    public static async Task<Ok<Page<ClientResponse>>> Handle(
        Word<ClientKind>? kind, PageRequest page, IdentityDbContext db, CancellationToken ct)
    {
        IQueryable<Client> clients = db.Clients;
        if (kind?.Value is { } wanted)
        {
            clients = clients.Where(c => c.Kind == wanted);
        }

        if (page.After is { } after)
        {
            var clientId = after.Get<string>(0);
            var id = after.Get<Guid>(1);
            clients = clients.Where(c => EF.Functions.GreaterThan(ValueTuple.Create(c.ClientId, c.Id), ValueTuple.Create(clientId, id)));
        }

        var rows = await GetClient.Read(clients.OrderBy(c => c.ClientId).Take(page.Take), db).OrderBy(c => c.ClientId).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, c => [c.ClientId, c.Id]));
    }
}
