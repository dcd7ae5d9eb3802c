using ChildPlatform.Events.Events;
using ChildPlatform.Events.Funding;
using ChildPlatform.Events.Programmes;
using ChildPlatform.Events.Templates;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Events.Data;

/// <summary>The event service's own database.</summary>
internal sealed class EventsDbContext(DbContextOptions<EventsDbContext> options) : DbContext(options)
{
    public DbSet<CommunityEvent> Events => Set<CommunityEvent>();
    public DbSet<EventProgramme> Programmes => Set<EventProgramme>();
    public DbSet<EventFunding> Fundings => Set<EventFunding>();
    public DbSet<EventTemplate> Templates => Set<EventTemplate>();
    public DbSet<NumberCounter> NumberCounters => Set<NumberCounter>();
    public DbSet<Unit> Units => Set<Unit>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(EventsDbContext).Assembly);
        modelBuilder.AddUnits();
    }
}
