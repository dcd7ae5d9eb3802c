using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Cases.Children;

/// <summary>PUT /{id}/child: who the child is becomes known, or was told wrongly.</summary>
internal static class CorrectChild
{
    /// <summary>
    /// Replaces everything that is known of the child; what is missing is no longer known. What stood before is kept, sealed. The
    /// history names the members that changed and never a value. A child shows alike in all its cases.
    /// </summary>
    public static async Task<Results<Ok<CaseResponse>, NotFound>> Handle(
        Guid id, ChildInput request, IfMatch ifMatch, HttpContext http, CasesDbContext db, Sealer sealer, AuditTrail audit,
        CurrentUser user, TimeProvider clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.LockCase(id, user, ct) is not { } row)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(row.Version);
        var now = clock.GetUtcNow();
        var received = VietnamTime.DateOf(row.ReceivedAt);
        var units = await db.UnitsOn([.. new[] { request.ResidenceUnitCode }.OfType<string>()], received, ct);
        DescribedChild.Check(request, "", ChildDays.Of(received, row.OccurredOn), units);

        if (row.Child is not { } child)
        {
            child = Child.Register(Uuid7.New(clock));
            db.Children.Add(child);
            row.Name(child);
        }

        var before = child.Identity.Length == 0 ? null : sealer.OpenJson<ChildIdentity>(child.Identity, Child.Place(child.Id));
        var sexBefore = child.Sex;
        var residenceBefore = child.ResidenceUnitCode;
        if (before is not null)
        {
            var versionId = Uuid7.New(clock);
            db.ChildVersions.Add(ChildVersion.Of(versionId, child, sealer.SealJson(before, ChildVersion.Place(versionId))!, user, now));
        }

        var identity = DescribedChild.Describe(child, request, received, units, sealer);
        string[] changed =
        [
            .. identity.ChangedFrom(before ?? new ChildIdentity()),
            .. sexBefore != child.Sex ? ["sex"] : Array.Empty<string>(),
            .. residenceBefore != child.ResidenceUnitCode ? ["residenceUnitCode"] : Array.Empty<string>(),
        ];
        row.NoteChild(changed, user, now);
        audit.Record("case.child", "case", id.ToString(), new { row.Number, Changed = changed });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);

        return TypedResults.Ok(GetCase.Answer(http, row, user, sealer, clear: false));
    }
}
