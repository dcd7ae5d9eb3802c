using ChildPlatform.Identity.Agencies;
using ChildPlatform.Identity.Calendar;
using ChildPlatform.Identity.Clients;
using ChildPlatform.Identity.Connect;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.Identity.Units;
using ChildPlatform.Identity.Users;
using ChildPlatform.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using OpenIddict.EntityFrameworkCore.Models;

namespace ChildPlatform.Identity.Data;

/// <summary>Everything identity stores: units, agencies, people, clients, keys, and the tables of OpenIddict.</summary>
internal sealed class IdentityDbContext(DbContextOptions<IdentityDbContext> options)
    : DbContext(options), IDataProtectionKeyContext
{
    public DbSet<Unit> Units => Set<Unit>();

    public DbSet<UnitSuccession> UnitSuccessions => Set<UnitSuccession>();

    public DbSet<Agency> Agencies => Set<Agency>();

    public DbSet<CalendarDay> CalendarDays => Set<CalendarDay>();

    public DbSet<CalendarYear> CalendarYears => Set<CalendarYear>();

    public DbSet<UserAccount> Users => Set<UserAccount>();

    public DbSet<Credential> Credentials => Set<Credential>();

    public DbSet<Client> Clients => Set<Client>();

    public DbSet<ServerKey> ServerKeys => Set<ServerKey>();

    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    /// <summary>Locks the row in which wrong tries of a person are counted, until the end of the transaction.</summary>
    public Task<Credential?> LockCredential(Guid userId, CancellationToken ct) =>
        Credentials.FromSql($"select * from credentials where user_id = {userId} for update").SingleOrDefaultAsync(ct);

    /// <summary>
    /// Locks a year of the calendar until the end of the transaction; two who change it at once are told apart by its version. A year
    /// that nobody has decided yet gets its row here, and loses it again when the change is refused.
    /// </summary>
    public async Task<CalendarYear> LockCalendarYear(int year, CancellationToken ct)
    {
        await Database.ExecuteSqlAsync($"insert into calendar_years (year, version) values ({year}, 0) on conflict do nothing", ct);

        return await CalendarYears.FromSql($"select * from calendar_years where year = {year} for update").SingleAsync(ct);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.ApplyConfigurationsFromAssembly(GetType().Assembly);

        modelBuilder.UseOpenIddict<Guid>();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreApplication<Guid>>().ToTable("openiddict_applications").IsSecret();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreAuthorization<Guid>>().ToTable("openiddict_authorizations").IsSecret();
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreScope<Guid>>().ToTable("openiddict_scopes");
        modelBuilder.Entity<OpenIddictEntityFrameworkCoreToken<Guid>>().ToTable("openiddict_tokens").IsSecret();
        modelBuilder.Entity<DataProtectionKey>().ToTable("data_protection_keys").IsSecret();
    }
}
