using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donors;

/// <summary>
/// POST /donors: registers a giver and names who may be the same one. A donor with the identity of one that the unit knows is registered
/// beside it, since an officer may have a reason; gifts without a donor id go on finding the first.
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

        // Two registrations of one identity at once must not meet in the unique index: the second waits here for the first.
        var identity = details.IdentityKey;
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({identity}, 0))", ct);
        if (await db.Donors.AnyAsync(known => known.IdentityKey == identity && known.UnitPath == donor.UnitPath, ct))
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
