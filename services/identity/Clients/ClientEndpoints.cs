using ChildPlatform.Identity.Data;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Identity.Clients;

internal static class ClientEndpoints
{
    public static void MapClients(this IEndpointRouteBuilder identity)
    {
        var clients = identity.MapGroup("/clients").WithTags("Clients").RequireAuthorization(IdentityPolicies.ManageClients)
            .WithIdempotency<IdentityDbContext>(required: false);

        clients.MapGet("/", ListClients.Handle).WithName("ListClients").WithSummary("Machine clients, by client id");
        clients.MapPost("/", CreateClient.Handle).WithName("CreateClient")
            .WithSummary("Adds a machine client; 409 client-id-taken, 422 for a scope or unit that is not in its catalogue");
        clients.MapGet("/{id:guid}", GetClient.Handle).WithName("GetClient").WithSummary("One machine client");
        clients.MapPost("/{id:guid}/disable", DisableClient.Handle).WithName("DisableClient")
            .WithSummary("The client gets no token any more; those it has end within 15 minutes");
    }
}
