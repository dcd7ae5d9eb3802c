using ChildPlatform.Contracts.Identity;
using ChildPlatform.Identity.Clients;
using ChildPlatform.Identity.SignIn;
using ChildPlatform.Identity.Units;
using ChildPlatform.Identity.Users;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace ChildPlatform.Identity.Data;

/// <summary>
/// The demo users of the documentation and one confidential client for each, so that every example is one call away.
/// Development only: <see cref="Connect.DemoOptions"/> refuses a start with them anywhere else.
/// </summary>
internal static class DemoSeed
{
    public const string Password = "Demo@2024";
    public const string ClientSecret = "demo-secret";

    private const string Province = "49";
    private const string HoiAn = "503";
    private const string AnMy = "20341";
    private const string AnPhu = "20356";

    private static readonly DemoUser[] _users =
    [
        new("fund-officer", "Nguyễn Thị Hoa", Roles.FundOfficer, Province),
        new("fund-accountant", "Trần Văn Minh", Roles.FundAccountant, Province),
        new("fund-cashier", "Lê Thị Thu", Roles.FundCashier, Province),
        new("fund-director", "Phạm Quốc Dũng", Roles.FundApprover, Province),
        new("fund-council", "Võ Thanh Bình", Roles.FundCouncilApprover, Province),
        new("event-organizer", "Đặng Ngọc Lan", Roles.EventOrganizer, Province),
        new("case-worker-tamky", "Huỳnh Thị Mai", Roles.CaseWorker, AnMy),
        new("case-worker-anphu", "Bùi Văn Sơn", Roles.CaseWorker, AnPhu),
        new("case-chair-tamky", "Phan Đình Khôi", Roles.CaseApprover, AnMy),
        new("case-supervisor", "Đỗ Thị Hạnh", Roles.CaseSupervisor, Province),
        new("reporter-gddt", "Ngô Thị Ánh", Roles.Reporter, Province, "GDDT"),
        new("reporter-hoian", "Lý Minh Đức", Roles.Reporter, HoiAn, "H02"),
        new("coordinator", "Hồ Thị Phượng", Roles.Coordinator, Province, "LDTBXH"),
        new("leader", "Dương Văn Thành", Roles.Leader, Province),
        new("privacy-officer", "Mai Thị Yến", Roles.PrivacyOfficer, Province),
        new("referral-yt", "Trương Công Hậu", Roles.ReferralOfficer, Province, "YT"),
        new("auditor", "Cao Thị Nguyệt", Roles.Auditor, Province),
        new("administrator", "Tạ Quang Huy", Roles.Administrator, Province),
    ];

    private static readonly DemoMachine[] _machines =
    [
        new("integrator", "Hệ thống tích hợp (mẫu)", Province,
            [Scopes.FundRead, Scopes.FundWrite, Scopes.ReportingRead, Scopes.ReportingWrite]),
        new("hotline-111", "Tổng đài quốc gia bảo vệ trẻ em 111", null, [Scopes.CasesIntake]),
    ];

    public static async Task Seed(IServiceProvider services, CancellationToken ct)
    {
        var db = services.GetRequiredService<IdentityDbContext>();
        var passwords = services.GetRequiredService<Passwords>();
        var applications = services.GetRequiredService<IOpenIddictApplicationManager>();
        var now = TimeProvider.System.GetUtcNow();

        // The first version of each unit: it stands on any date of the domain's clock, and what it became is followed.
        var units = (await db.Units.AsNoTracking().ToListAsync(ct))
            .GroupBy(u => u.Code).ToDictionary(g => g.Key, g => g.MinBy(u => u.ValidFrom)!);
        var knownUsers = await db.Users.ToDictionaryAsync(u => u.UserName, ct);
        var knownClients = await db.Clients.Select(c => c.ClientId).ToHashSetAsync(ct);

        foreach (var demo in _users)
        {
            if (!knownUsers.TryGetValue(demo.UserName, out var user))
            {
                user = UserAccount.Create(Guid.CreateVersion7(now), demo.UserName, demo.Name, [demo.Role], UnitOf(demo.UnitCode).Id,
                    demo.Agency, now);
                db.Users.Add(user);
                db.Credentials.Add(Credential.Create(user.Id, passwords.Hash(Password), now));
            }

            if (!knownClients.Contains(demo.UserName))
            {
                // People, and so their clients, are authorised by role: the scopes are only there to be asked for.
                var client = Client.Create(Guid.CreateVersion7(now), demo.UserName, demo.Name, ClientKind.Person,
                    ScopeCatalogue.All, null, user.Id, now);
                await Add(client);
            }
        }

        foreach (var machine in _machines.Where(m => !knownClients.Contains(m.ClientId)))
        {
            await Add(Client.Create(Guid.CreateVersion7(now), machine.ClientId, machine.Name, ClientKind.Machine,
                machine.Scopes, machine.UnitCode is { } code ? UnitOf(code).Id : null, null, now));
        }

        await db.SaveChangesAsync(ct);

        async Task Add(Client client)
        {
            db.Clients.Add(client);
            await applications.CreateAsync(ClientRegistration.Of(client, ClientSecret), ct);
        }

        Unit UnitOf(string code) => units[code];
    }

    private sealed record DemoUser(string UserName, string Name, string Role, string UnitCode, string? Agency = null);

    private sealed record DemoMachine(string ClientId, string Name, string? UnitCode, string[] Scopes);
}
