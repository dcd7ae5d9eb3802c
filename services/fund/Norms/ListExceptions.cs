using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Disbursements;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Norms;

/// <summary>What the list of exceptions and its export are narrowed to.</summary>
/// <param name="Programme">Code of a programme.</param>
/// <param name="From">First day of the exception, in Viet Nam.</param>
/// <param name="To">Last day of the exception.</param>
internal sealed record ExceptionFilter(string? Programme, DateOnly? From, DateOnly? To)
{
    public void Require(Catalogue catalogue)
    {
        if (!string.IsNullOrWhiteSpace(Programme) && !catalogue.KnowsProgramme(Programme))
        {
            throw new InvalidInputException("/programme", "not-in-catalogue");
        }
    }

    public IQueryable<NormException> Apply(IQueryable<NormException> exceptions)
    {
        if (!string.IsNullOrWhiteSpace(Programme))
        {
            exceptions = exceptions.Where(row => row.Programme == Programme);
        }

        if (From is { } from)
        {
            var start = VietnamTime.StartOf(from).ToUniversalTime();
            exceptions = exceptions.Where(row => row.At >= start);
        }

        if (To is { } to && to < DateOnly.MaxValue)
        {
            var end = VietnamTime.StartOf(to.AddDays(1)).ToUniversalTime();
            exceptions = exceptions.Where(row => row.At < end);
        }

        return exceptions;
    }
}

/// <summary>GET /norms/exceptions.</summary>
internal static class ListExceptions
{
    /// <summary>Requests at or below the caller's unit that may go above the norm, and why; newest first.</summary>
    public static async Task<Page<NormExceptionResponse>> Handle(
        [AsParameters] ExceptionFilter filter, PageRequest page, FundDbContext db, Catalogues catalogues, CurrentUser user,
        CancellationToken ct)
    {
        filter.Require(await catalogues.Current(ct));
        var exceptions = filter.Apply(db.NormExceptions.AsNoTracking().Within(user));
        if (page.After is { } after)
        {
            var last = after.Get<Guid>(0);
            exceptions = exceptions.Where(row => row.Id < last);
        }

        var rows = await Read(db, exceptions.OrderByDescending(row => row.Id).Take(page.Take))
            .OrderByDescending(row => row.Id).ToListAsync(ct);

        return page.ToPage(rows, row => row, row => [row.Id]);
    }

    public static IQueryable<NormExceptionResponse> Read(FundDbContext db, IQueryable<NormException> exceptions) =>
        from exception in exceptions
        join disbursement in db.Disbursements on exception.DisbursementId equals disbursement.Id
        join norm in db.SupportNorms on exception.NormId equals norm.Id
        select new NormExceptionResponse
        {
            Id = exception.Id,
            DisbursementId = exception.DisbursementId,
            RequestNumber = disbursement.RequestNumber,
            Number = disbursement.Number,
            State = disbursement.State,
            Programme = exception.Programme,
            Purpose = disbursement.Purpose,
            Allowed = exception.Allowed,
            Asked = exception.Asked,
            NormSource = norm.Source,
            Reason = exception.Reason,
            ByName = exception.ByName,
            At = exception.At,
        };
}

/// <summary>GET /norms/exceptions/export.</summary>
internal static class ExportExceptions
{
    /// <summary>The list with the same filters as an .xlsx, oldest first.</summary>
    public static async Task<PushStreamHttpResult> Handle(
        [AsParameters] ExceptionFilter filter, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var catalogue = await catalogues.Current(ct);
        filter.Require(catalogue);
        var today = VietnamTime.Today(clock);
        var rows = ListExceptions.Read(db, filter.Apply(db.NormExceptions.AsNoTracking().Within(user))).OrderBy(row => row.Id);
        var layout = new SheetLayout<NormExceptionResponse>
        {
            Name = "Vượt mức chi",
            Titles =
            [
                "QUỸ BẢO TRỢ TRẺ EM TỈNH QUẢNG NAM",
                $"Các khoản được phép vượt mức chi, lập ngày {VietnamTime.DayMonthYear(today)}",
                SheetFilter.Words(
                [
                    SheetFilter.Days("cho phép", filter.From, filter.To),
                    filter.Programme is { Length: > 0 } code ? $"chương trình: {catalogue.Programmes[code].Name}" : null,
                ]),
            ],
        }
            .Text("Số đề nghị", row => row.RequestNumber, 16)
            .Text("Số phiếu chi", row => row.Number, 16)
            .Text("Trạng thái", row => StateWords.Of(row.State), 16)
            .Text("Chương trình", row => catalogue.Programmes.GetValueOrDefault(row.Programme)?.Name ?? row.Programme, 28)
            .Text("Nội dung", row => row.Purpose, 48)
            .Money("Mức cho phép (đồng)", row => row.Allowed, total: false)
            .Money("Đề nghị (đồng)", row => row.Asked, total: false)
            .Money("Vượt (đồng)", row => row.Asked - row.Allowed)
            .Text("Căn cứ của mức chi", row => row.NormSource, 32)
            .Text("Lý do vượt", row => row.Reason, 48)
            .Text("Người cho phép", row => row.ByName, 24)
            .Date("Ngày cho phép", row => VietnamTime.DateOf(row.At));

        return TypedResults.Stream(
            output => SheetWriter.WriteXlsxAsync(output, layout, rows.AsAsyncEnumerable(), ct),
            SheetWriter.XlsxContentType,
            $"vuot-muc-chi-{today:yyyy-MM-dd}.xlsx");
    }
}
