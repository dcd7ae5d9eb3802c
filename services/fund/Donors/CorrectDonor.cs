using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChildPlatform.Fund.Donors;

/// <summary>PUT /donors/{id}: replaces what is known of a giver. Receipts already given keep the name of their day.</summary>
internal static class CorrectDonor
{
    /// <summary>Replaces what is known of a giver. Receipts already given keep the name of their day.</summary>
    public static async Task<Results<Ok<DonorResponse>, NotFound>> Handle(
        Guid id, DonorRequest request, IfMatch ifMatch, HttpContext http, FundDbContext db, AuditTrail audit, CurrentUser user,
        CancellationToken ct)
    {
        var details = RegisterDonor.Check(request);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockRegister(ct);
        if (await db.Donors.Within(user).SingleOrDefaultAsync(donor => donor.Id == id, ct) is not { } donor)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(donor.Version);
        var before = new { donor.Name, donor.Kind, donor.TaxCode, donor.Phone, donor.Address, donor.Email, donor.Note };
        donor.Correct(details);
        audit.Record("donor.corrected", "donor", id.ToString(), new { before });
        try
        {
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            throw FundRules.DonorExists.Broken();
        }

        ETag.Set(http, donor.Version);

        return TypedResults.Ok((await GetDonor.Read(db, user, id, ct))!);
    }
}
