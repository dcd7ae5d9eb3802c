using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// POST /donors: registers a giver and names who may be the same one. A donor with the identity of a known one is registered
/// beside it, since an officer may have a reason; gifts without a donor id go on finding the first, and name the others.
/// </summary>
internal static class RegisterDonor
{
    /// <summary>
    /// Registers a giver and names who may be the same one. Nobody is merged: gifts without a donor id go on finding the first.
    /// </summary>
    public static async Task<Created<DonorResponse>> Handle(
        DonorRequest request, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var details = Check(request);
        var donor = Donor.Register(details, user.UnitPath, user.Id, clock);

        // Donors that gifts make wait for the same lock: two of one identity never meet in the unique index.
        await db.LockRegister(ct);
        var (identity, unit) = (details.IdentityKey, user.UnitPath);
        if (await db.Donors.AnyAsync(known => known.IdentityKey == identity && known.UnitPath == unit, ct))
        {
            donor.StandBeside();
        }

        db.Donors.Add(donor);
        audit.Record("donor.registered", "donor", donor.Id.ToString());
        await db.SaveChangesAsync(ct);
        ETag.Set(http, donor.Version);

        return TypedResults.Created($"/api/v1/fund/donors/{donor.Id}", await GetDonor.Read(db, user, donor.Id, ct));
    }

    public static DonorDetails Check(DonorRequest request)
    {
        var details = DonorDetails.Of(request.Kind!.Value, request.Name, request.TaxCode, request.Phone,
            request.Address, request.Email, request.Note);

        return details.Name.Length > 0 ? details : throw new InvalidInputException("/name", "required");
    }
}

internal static class DonorRegister
{
    /// <summary>
    /// One at a time changes who is known, until the transaction ends: gifts make donors behind the lock on the money account,
    /// so it is the register's lock too.
    /// </summary>
    public static Task LockRegister(this FundDbContext db, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from accounts where code = {Account.Money} for update", ct);
}
