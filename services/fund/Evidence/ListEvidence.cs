using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Evidence;

/// <summary>GET /disbursements/{id}/evidence; owns the only shape in which a file of a disbursement is answered.</summary>
internal static class ListEvidence
{
    /// <summary>Files of a disbursement in the order in which they were added, also those that were withdrawn.</summary>
    public static async Task<Results<Ok<Page<DisbursementEvidenceResponse>>, NotFound>> Handle(
        Guid id, PageRequest page, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var number = await db.Disbursements.AsNoTracking().Within(user).Where(row => row.Id == id)
            .Select(row => row.RequestNumber).SingleOrDefaultAsync(ct);
        if (number is null)
        {
            return TypedResults.NotFound();
        }

        var files = db.DisbursementEvidence.AsNoTracking().Where(file => file.DisbursementId == id);
        if (page.After is { } after)
        {
            var last = after.Get<int>(0);
            files = files.Where(file => file.Position > last);
        }

        var rows = await files.OrderBy(file => file.Position).Take(page.Take)
            .Join(db.PaperKinds, file => file.Paper, kind => kind.Code, (file, kind) => new { File = file, kind.Name })
            .OrderBy(row => row.File.Position).ToListAsync(ct);

        return TypedResults.Ok(page.ToPage(rows, row => Of(row.File, number, row.Name), row => [row.File.Position]));
    }

    public static DisbursementEvidenceResponse Of(DisbursementEvidence file, string requestNumber, string paperName) => new()
    {
        Id = file.Id,
        Name = file.NameIn(requestNumber),
        Paper = file.Paper,
        PaperName = paperName,
        Kind = file.Kind,
        Size = file.Size,
        AddedAt = file.AddedAt,
        AddedByName = file.AddedByName,
        WithdrawnAt = file.WithdrawnAt,
        WithdrawnByName = file.WithdrawnByName,
        Reason = file.Reason,
    };
}

/// <summary>GET /paper-kinds.</summary>
internal static class ListPaperKinds
{
    /// <summary>Kinds of papers that prove a disbursement, ended ones too, in the order in which papers come to be.</summary>
    public static async Task<Ok<Page<PaperKindResponse>>> Handle(FundDbContext db, CancellationToken ct)
    {
        var kinds = await db.PaperKinds.AsNoTracking().OrderBy(kind => kind.Position).ThenBy(kind => kind.Code)
            .Select(kind => new PaperKindResponse
            {
                Code = kind.Code,
                Name = kind.Name,
                ValidFrom = kind.ValidFrom,
                ValidTo = kind.ValidTo,
            })
            .ToListAsync(ct);

        return TypedResults.Ok(new Page<PaperKindResponse>(kinds, null));
    }
}
