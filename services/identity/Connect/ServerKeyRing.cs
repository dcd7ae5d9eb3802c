using System.Security.Cryptography;
using ChildPlatform.Identity.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;

namespace ChildPlatform.Identity.Connect;

/// <summary>
/// Hands the stored keys to OpenIddict, makes the first ones, and adds a new signing key twice a year. A replica that did
/// not make the key itself learns of it within minutes.
/// </summary>
internal sealed class ServerKeyRing(
    IServiceScopeFactory scopes,
    IOptionsMonitorCache<OpenIddictServerOptions> serverOptions,
    ILogger<ServerKeyRing> logger) : BackgroundService, IConfigureOptions<OpenIddictServerOptions>
{
    private const long LockKey = 0x6964_6b65_7973_0001;
    private static readonly TimeSpan _renewAfter = TimeSpan.FromDays(180);
    private static readonly TimeSpan _publishedBefore = TimeSpan.FromHours(2);
    private static readonly TimeSpan _readEvery = TimeSpan.FromMinutes(5);

    private IReadOnlyList<ServerKey> _keys = [];

    /// <summary>Keys are there before the first request is taken; without a database the start fails, and is tried again by whoever starts us.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        _keys = await Load(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    public void Configure(OpenIddictServerOptions options)
    {
        var keys = Volatile.Read(ref _keys);
        foreach (var key in InOrderOfUse(keys, ServerKeyUse.Signing))
        {
            var rsa = RSA.Create();
            rsa.ImportPkcs8PrivateKey(key.Material, out _);
            options.SigningCredentials.Add(new SigningCredentials(
                new RsaSecurityKey(rsa) { KeyId = key.Id.ToString("N") }, SecurityAlgorithms.RsaSha256));
        }

        foreach (var key in InOrderOfUse(keys, ServerKeyUse.Encryption))
        {
            options.EncryptionCredentials.Add(new EncryptingCredentials(
                new SymmetricSecurityKey(key.Material) { KeyId = key.Id.ToString("N") },
                SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_readEvery);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                // Also when no row is new: one that was published earlier may have become the one that signs.
                Volatile.Write(ref _keys, await Load(stoppingToken));
                serverOptions.TryRemove(Options.DefaultName);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                logger.LogWarning(e, "The keys of the token server could not be read; the known ones stay in use.");
            }
        }
    }

    // OpenIddict signs with the first credential that it is given; the others verify.
    private static IEnumerable<ServerKey> InOrderOfUse(IReadOnlyList<ServerKey> keys, ServerKeyUse use)
    {
        var now = TimeProvider.System.GetUtcNow();

        return keys.Where(k => k.Use == use).OrderByDescending(k => k.ActiveFrom <= now).ThenByDescending(k => k.CreatedAt);
    }

    private async Task<IReadOnlyList<ServerKey>> Load(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDbContext>();

        return await db.InTransaction(async () =>
        {
            // Two replicas that start together must not each make a first key.
            await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({LockKey})", ct);
            var keys = await db.ServerKeys.AsNoTracking().ToListAsync(ct);
            var added = Missing(keys).ToList();
            db.ServerKeys.AddRange(added);
            await db.SaveChangesAsync(ct);

            return (IReadOnlyList<ServerKey>)[.. keys, .. added];
        }, ct);
    }

    private static IEnumerable<ServerKey> Missing(List<ServerKey> keys)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (keys.All(k => k.Use is not ServerKeyUse.Encryption))
        {
            yield return ServerKey.CreateEncryption(now);
        }

        var newest = keys.Where(k => k.Use is ServerKeyUse.Signing).MaxBy(k => k.CreatedAt);
        if (newest is null)
        {
            yield return ServerKey.CreateSigning(now, activeFrom: now);
        }
        else if (newest.CreatedAt + _renewAfter < now)
        {
            yield return ServerKey.CreateSigning(now, activeFrom: now + _publishedBefore);
        }
    }
}
