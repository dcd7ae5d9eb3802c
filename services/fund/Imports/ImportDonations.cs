using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ChildPlatform.Fund.Imports;

/// <summary>
/// POST /donations/imports: a collection list as .xlsx or .csv. With dryRun nothing of the books changes. A commit records all rows or
/// none, with mode=valid-rows the good ones; rows that the fund already holds are reported and never recorded again. All in the one
/// transaction that the idempotency filter has opened.
/// </summary>
internal static class ImportDonations
{
    private static readonly Refusal HasErrors = new(422, "import-has-errors",
        "Danh sách còn dòng lỗi nên không dòng nào được ghi. Hãy sửa lại, hoặc chọn chỉ ghi các dòng hợp lệ.",
        "The list has faulty rows, so none was recorded. Correct them, or ask for the valid rows only.");

    private static readonly TimeSpan PreviewsAreKept = TimeSpan.FromDays(7);

    /// <summary>Checks a list, and records it unless dryRun is set.</summary>
    /// <param name="dryRun">True checks only, and records nothing.</param>
    /// <param name="mode">What becomes of a list with faulty rows: nothing is recorded (all), or the good rows are.</param>
    public static async Task<IResult> Handle(
        IFormFile file, [FromQuery] bool? dryRun, [FromQuery, Words("all", "valid-rows")] string? mode, HttpContext http,
        FundDbContext db, Catalogues catalogues, GeneralLedger ledger, AuditTrail audit, OutboxSignal outbox, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var dry = dryRun ?? false;
        if (mode is not (null or "all" or "valid-rows"))
        {
            throw new InvalidInputException("/mode", "invalid-value");
        }

        if (!dry && IdempotencyHash.KeyOf(http) is null)
        {
            throw new RefusedException(Refusals.KeyRequired);
        }

        var english = Problems.PrefersEnglish(http.Request);
        var list = await Read(file, db, catalogues, user, clock, ct);
        var import = new DonationImport(Uuid7.New(clock), Path.GetFileName(file.FileName), dry, user.UnitPath, user.Id, clock.GetUtcNow());
        var nothing = !dry && list.Bad > 0 && mode != "valid-rows";
        if (!dry && !nothing)
        {
            // Before it looks for rows that are there already: two officers who send the same list at once must not both find none.
            await ledger.LockAccounts(list.Good.Select(row => Account.FundOf(row.Programme)).Append(Account.Money), ct);
        }

        var known = await KnownRows(list, db, user, ct);
        var fresh = list.Good.Where(row => !known.Contains(row.Row)).ToList();
        if (fresh.Count > 0)
        {
            // Also for a preview: what could not be recorded must not look as if it could. Posting asks once more, behind its lock.
            (await db.JournalHead.AsNoTracking().SingleAsync(ct)).RequireOpen(fresh.Min(row => row.ReceivedOn));
        }

        var recorded = dry || nothing ? 0 : await Record(fresh, import, db, user, clock, ct);
        import.Count(list, known.Count, recorded, CheckedSheet.Write(file, list, english));
        var response = Response(import, list, known, english);
        if (nothing)
        {
            await Problems.WriteAsync(http, HasErrors, null, new Dictionary<string, object?> { ["import"] = response });

            return TypedResults.Empty;
        }

        db.Add(import);
        var old = clock.GetUtcNow() - PreviewsAreKept;
        await db.DonationImports.Where(preview => preview.DryRun && preview.SentAt < old).ExecuteDeleteAsync(ct);
        if (!dry)
        {
            audit.Record("donations.imported", "donation-import", import.Id.ToString(),
                new { import.FileName, import.Rows, import.Good, import.Bad, import.AlreadyImported, import.Recorded });
        }

        await db.SaveChangesAsync(ct);
        http.Response.OnCompleted(() =>
        {
            // Answered means committed: the relay finds the rows now.
            outbox.Wake();

            return Task.CompletedTask;
        });

        return TypedResults.Ok(response);
    }

    private static async Task<CollectionList> Read(
        IFormFile file, FundDbContext db, Catalogues catalogues, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        var purposes = await db.PurposeMappings.AsNoTracking().ToDictionaryAsync(mapping => mapping.Key, ct);
        var context = new ListContext(VietnamTime.Today(clock), await catalogues.Current(ct), purposes);
        var list = Parse(file, context);
        list.Recognise(await Givers(list, db, user, ct));

        return list;
    }

    /// <summary>
    /// Donors at or below the officer's unit that the rows may mean: of the unit's own register first, then the longest known.
    /// </summary>
    private static Task<List<KnownGiver>> Givers(CollectionList list, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var names = list.Good.Where(row => row.IsOrganisation)
            .Select(row => VietnameseText.SearchKey(row.Donor.Name)).Distinct().ToArray();
        var unit = user.UnitPath;
        var taxCodes = list.Good.Where(row => row.Donor.TaxCode is not null)
            .Select(row => row.Donor.TaxCode).Distinct().ToArray();

        return db.Donors.AsNoTracking().Within(user)
            .Where(donor => names.Contains(donor.SearchKey) || taxCodes.Contains(donor.TaxCode))
            .OrderBy(donor => donor.UnitPath.Length).ThenBy(donor => donor.Id)
            .Select(donor => new KnownGiver(donor.Name, donor.Kind, donor.UnitPath == unit ? donor.TaxCode : null, db.Donations
                .Where(donation => donation.DonorId == donor.Id)
                .OrderByDescending(donation => donation.Id).Select(donation => donation.SourceKind).FirstOrDefault()))
            .ToListAsync(ct);
    }

    private static CollectionList Parse(IFormFile file, ListContext context)
    {
        using var stream = file.OpenReadStream();
        try
        {
            return CollectionList.Read(stream, file.FileName, context);
        }
        catch (SheetRefusedException refused)
        {
            throw new RefusedException(new Refusal(
                refused.Refusal.Kind switch
                {
                    SheetRefusalKind.NotASheet => StatusCodes.Status415UnsupportedMediaType,
                    SheetRefusalKind.TooLarge => StatusCodes.Status413PayloadTooLarge,
                    _ => StatusCodes.Status422UnprocessableEntity,
                },
                refused.Refusal.Code, refused.Refusal.Vi, refused.Refusal.En));
        }
    }

    /// <summary>
    /// Rows that stand in the fund already, at or below the caller's unit, counted by occurrence: of three equal rows where the fund
    /// holds two, the first two are known and the third is new.
    /// </summary>
    private static async Task<HashSet<int>> KnownRows(CollectionList list, FundDbContext db, CurrentUser user, CancellationToken ct)
    {
        var keys = list.Good.Select(row => row.ImportKey).Distinct().ToArray();
        var stored = (await db.Donations.AsNoTracking().Within(user)
                .Where(donation => donation.State == DonationState.Recorded && keys.Contains(donation.ImportKey))
                .Select(d => new { d.ImportKey, d.DonorName, d.Amount, d.ReceivedOn, d.Method, d.Programme })
                .ToListAsync(ct))
            .ToLookup(donation => donation.ImportKey);
        var known = new HashSet<int>();
        foreach (var same in list.Good.GroupBy(row => row.ImportKey))
        {
            var first = same.First();
            var count = stored[same.Key].Count(d => first.IsSameAs(d.DonorName, d.Amount, d.ReceivedOn, d.Method, d.Programme));
            known.UnionWith(same.Take(count).Select(row => row.Row));
        }

        return known;
    }

    private static async Task<int> Record(
        List<CollectedRow> rows, DonationImport import, FundDbContext db, CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        var by = Recorder.Of(user);
        var gifts = rows.ConvertAll(row => new Gift
        {
            Donor = row.Donor,
            Amount = row.Amount,
            Method = row.Method,
            ReceivedOn = row.ReceivedOn,
            SourceKind = row.SourceKind,
            Programme = row.Programme,
            Note = row.Note,
            ImportId = import.Id,
            By = by,
        });
        var posting = new DonationPosting((NpgsqlConnection)db.Database.GetDbConnection(), clock, ownsTransaction: false);
        await posting.Begin(gifts, first: null, readFirst: null, ct);
        posting.Head.RequireOpen(gifts.Min(gift => gift.ReceivedOn));
        var posted = posting.Post(gifts).ToList().ConvertAll(gift => gift!);
        await posting.Commit(posted, batch => GiftAudit.AddTo(batch, posted), ct);

        return posted.Count;
    }

    private static ImportResponse Response(DonationImport import, CollectionList list, HashSet<int> known, bool english) => new()
    {
        Id = import.Id,
        FileName = import.FileName,
        DryRun = import.DryRun,
        Rows = import.Rows,
        Good = import.Good,
        Bad = import.Bad,
        AlreadyImported = import.AlreadyImported,
        Recorded = import.Recorded,
        Total = import.Total,
        NewRows = list.Good.Count - known.Count,
        NewTotal = list.Good.Where(row => !known.Contains(row.Row)).Sum(row => row.Amount),
        Warnings =
        [
            .. list.Warnings.Take(1_000).Select(warning => new ImportWarning
            {
                Row = warning.Row,
                Code = warning.Code,
                Message = english ? warning.En : warning.Vi,
            }),
        ],
        Errors =
        [
            .. list.Errors.Take(1_000).Select(error => new ImportError
            {
                Row = error.Row,
                Column = error.Column,
                Value = error.Value,
                Code = error.Code,
                Message = english ? error.En : error.Vi,
            }),
        ],
        Preview =
        [
            .. list.Good.Take(20).Select(row => new ImportRow
            {
                Row = row.Row,
                DonorName = row.Donor.Name,
                DonorKind = row.Donor.Kind,
                Amount = row.Amount,
                ReceivedOn = row.ReceivedOn,
                Method = row.Method,
                SourceKind = row.SourceKind,
                Programme = row.Programme,
                AlreadyImported = known.Contains(row.Row),
            }),
        ],
    };
}
