using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Connect;
using ChildPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;

namespace ChildPlatform.Identity.Clients;

/// <summary>
/// Brings the clients of the platform itself to what the configuration says, at each start: the portal's addresses follow
/// the public address, and <c>svc-…</c> clients follow their secrets.
/// </summary>
internal sealed class PlatformClients(IServiceScopeFactory scopes, IOptions<IdentityOptions> options) : IHostedService
{
    // Any constant will do, as long as no other advisory lock of this database has it.
    private const long LockKey = 0x6964_636c_6965_6e74;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();
        var applications = scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>();

        await db.InTransaction(async () =>
        {
            // Replicas start at the same time; the second finds everything as it should be.
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKey})", cancellationToken);
            var portal = ClientRegistration.OfPortal(options.Value.IssuerUri, options.Value.PortalSecret!);
            await Register(applications, portal, cancellationToken);
            foreach (var (service, secret) in options.Value.ServiceSecrets)
            {
                await RegisterService(db, applications, service, secret, cancellationToken);
            }

            return true;
        }, cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task RegisterService(
        IdentityDbContext db, IOpenIddictApplicationManager applications, string service, string secret, CancellationToken ct)
    {
        var clientId = $"svc-{service}";
        var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientId == clientId, ct);
        var wanted = ScopeCatalogue.OfService(service);
        if (client is null)
        {
            var province = await db.Units.Where(u => u.ParentId == null).OrderBy(u => u.ValidFrom).Select(u => u.Id).FirstAsync(ct);
            var now = TimeProvider.System.GetUtcNow();
            client = Client.Create(Guid.CreateVersion7(now), clientId, clientId, ClientKind.Service, wanted, province, null, now);
            db.Clients.Add(client);
        }
        else
        {
            client.MayAsk(wanted);
        }

        await db.SaveChangesAsync(ct);
        await Register(applications, ClientRegistration.Of(client, secret), ct);
    }

    private static async Task Register(
        IOpenIddictApplicationManager applications, OpenIddictApplicationDescriptor wanted, CancellationToken ct)
    {
        if (await applications.FindByClientIdAsync(wanted.ClientId!, ct) is not { } application)
        {
            await applications.CreateAsync(wanted, ct);

            return;
        }

        var current = new OpenIddictApplicationDescriptor();
        await applications.PopulateAsync(current, application, ct);
        var secretIsSame = await applications.ValidateClientSecretAsync(application, wanted.ClientSecret!, ct);
        if (secretIsSame && current.Permissions.SetEquals(wanted.Permissions)
            && current.RedirectUris.SetEquals(wanted.RedirectUris)
            && current.PostLogoutRedirectUris.SetEquals(wanted.PostLogoutRedirectUris))
        {
            return;
        }

        await applications.UpdateAsync(application, wanted, ct);
    }
}
