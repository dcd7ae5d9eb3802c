using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Imports;

internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder fund)
    {
        var imports = fund.MapGroup("/donations/imports").WithTags("Imports");

        // A dry run may come without a key; a commit without one is refused by the handler.
        imports.MapPost("/", ImportDonations.Handle).AllowUpload()
            .WithIdempotency<FundDbContext>(required: false).RequireAuthorization(FundPolicies.RecordDonation);
        imports.MapGet("/{id:guid}/file", CheckedFile).RequireAuthorization(FundPolicies.RecordDonation);
    }

    /// <summary>The list as it was read, with its column of faults.</summary>
    public static async Task<Results<FileContentHttpResult, NotFound>> CheckedFile(
        Guid id, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var file = await db.DonationImports.AsNoTracking().Within(user)
            .Where(import => import.Id == id)
            .Select(import => new { import.FileName, import.CheckedFile })
            .SingleOrDefaultAsync(ct);

        return file is null
            ? TypedResults.NotFound()
            : TypedResults.File(file.CheckedFile, SheetWriter.XlsxContentType, Path.GetFileNameWithoutExtension(file.FileName) + "-da-kiem-tra.xlsx");
    }
}
