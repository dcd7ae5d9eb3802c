using ChildPlatform.Identity.Connect;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Identity.Data;

/// <summary>What the migrate step fills in after the tables are there. Runs again at each migrate and adds only what is missing.</summary>
internal static class IdentitySeed
{
    public static async Task Seed(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDbContext>();
        await UnitSeed.Seed(db, ct);
        await CalendarSeed.Seed(db, ct);
        if (services.GetRequiredService<IOptions<DemoOptions>>().Value.SeedDemo)
        {
            await DemoSeed.Seed(services, ct);
        }
    }
}
