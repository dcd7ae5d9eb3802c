using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Data;
using ChildPlatform.Identity.Units;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace ChildPlatform.Identity.Clients;

internal static class CreateClient
{
    private const int ShortestSecret = 32;

    public static async Task<Created<ClientResponse>> Handle(
        CreateClientRequest request, HttpContext http, IdentityDbContext db, IOpenIddictApplicationManager applications,
        AuditTrail audit, TimeProvider clock, CancellationToken ct)
    {
        var unit = request.UnitCode is { } code ? await db.Units.FindByCode(code, VietnamTime.Today(clock), ct) : null;
        Check(request, unit);
        IdentityRules.ClientIdTaken.Require(await applications.FindByClientIdAsync(request.ClientId!, ct) is null);

        var now = clock.GetUtcNow();
        var client = Client.Create(
            Guid.CreateVersion7(now), request.ClientId!, request.Name!, ClientKind.Machine, request.Scopes!, unit?.Id, null, now);
        db.Clients.Add(client);
        audit.Record("client.create", "client", client.Id.ToString(), new { client.ClientId, client.Scopes, request.UnitCode });
        await db.SaveChangesAsync(ct);
        await applications.CreateAsync(ClientRegistration.Of(client, request.Secret!), ct);

        return TypedResults.Created($"/api/v1/identity/clients/{client.Id}", await GetClient.Answer(client, http, db, ct));
    }

    private static void Check(CreateClientRequest request, Unit? unit)
    {
        var errors = new List<FieldError>();
        if (request.Secret!.Length < ShortestSecret)
        {
            errors.Add(new FieldError("/secret", "too-short"));
        }

        if (request.Scopes!.Count == 0)
        {
            errors.Add(new FieldError("/scopes", "required"));
        }

        errors.AddRange(request.Scopes.Index().Where(s => !ScopeCatalogue.All.Contains(s.Item))
            .Select(s => new FieldError($"/scopes/{s.Index}", "not-in-catalogue")));
        if (request.UnitCode is not null && unit is null)
        {
            errors.Add(new FieldError("/unitCode", "not-in-catalogue"));
        }

        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }
}
