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

    /// <summary>The officer's own file, in its own format, with a column of faults behind the last.</summary>
    public static async Task<Results<FileContentHttpResult, NotFound>> CheckedFile(
        Guid id, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var file = await db.DonationImports.AsNoTracking().Within(user)
            .Where(import => import.Id == id)
            .Select(import => new { import.FileName, import.CheckedFile })
            .SingleOrDefaultAsync(ct);

        if (file is null)
        {
            return TypedResults.NotFound();
        }

        var (contentType, extension) = CheckedSheet.FormatOf(file.CheckedFile);

        var name = Path.GetFileNameWithoutExtension(file.FileName) + "-da-kiem-tra" + extension;

        return TypedResults.File(file.CheckedFile, contentType, name);
    }
}
