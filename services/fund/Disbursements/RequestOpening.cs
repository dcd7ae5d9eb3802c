using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>Opens requests that other services ask for by message.</summary>
internal sealed class RequestOpening(
    FundDbContext db, GeneralLedger ledger, RequestWithdrawal withdrawal, IOutbox outbox, AuditTrail audit, TimeProvider clock)
{
    /// <summary>
    /// Opens a submitted request under the id that the message names, so the same request told twice is still one. What the fund's
    /// catalogues do not know is rejected, and who asked is told why.
    /// </summary>
    /// <param name="service">The service that asks: cases or events.</param>
    /// <param name="by">Whose act sent the message; counts as the requester.</param>
    /// <param name="childCode">Random code of the child that it is for; null for an event's children.</param>
    public async Task OpenAsync(
        Guid requestId, string service, string unitCode, DisbursementRequest request, CurrentUser by, string? childCode,
        CancellationToken ct)
    {
        await db.LockRequest(requestId, ct);
        if (await db.Disbursements.AnyAsync(row => row.Id == requestId, ct))
        {
            return;
        }

        var now = clock.GetUtcNow();
        DisbursementDetails details;
        try
        {
            details = await DisbursementInput.Check(db, request, clock, ct);
        }
        catch (InvalidInputException invalid)
        {
            outbox.Add(new FundingDecided
            {
                RequestId = requestId,
                Decision = FundingDecision.Rejected,
                Reason = string.Join(' ', invalid.Errors.Select(Words).Distinct()),
                DecidedAt = now,
                Version = 1,
            });

            return;
        }

        foreach (var line in details.Beneficiaries)
        {
            line.IsFor(childCode);
        }

        var today = VietnamTime.DateOf(now);
        var place = (await db.UnitsOn([unitCode], today, ct)).Values.Single();
        var number = await ledger.TakeNumber(NumberCounter.Requests, today.Year, ct);
        var disbursement = Disbursement.Asked(requestId, service, place.Path, details, number, by, now);
        db.Disbursements.Add(disbursement);
        audit.Record("disbursement.request", "disbursement", disbursement.Id.ToString(),
            new { disbursement.RequestNumber, disbursement.Programme, disbursement.Amount, AskedBy = service });

        // The word that it is given up may have come first.
        if (await db.WithdrawnRequests.AsNoTracking().SingleOrDefaultAsync(one => one.RequestId == requestId, ct) is { } withdrawn)
        {
            await withdrawal.WithdrawAsync(disbursement, withdrawn, by.Roles[0], ct);
        }
    }

    /// <summary>Who asked reads this in the event or the case, where pointers into the fund's own request say nothing.</summary>
    private static string Words(FieldError error)
    {
        var field = error.Pointer switch
        {
            "/programme" => "Chương trình của Quỹ",
            "/purpose" => "Nội dung",
            "/amount" => "Số tiền",
            "/plannedOn" => "Ngày dự kiến chi",
            _ when error.Pointer.StartsWith("/payee", StringComparison.Ordinal) => "Đơn vị nhận",
            _ when error.Pointer.EndsWith("/unitCode", StringComparison.Ordinal) => "Xã, phường",
            _ when error.Pointer.EndsWith("/group", StringComparison.Ordinal) => "Nhóm trẻ em",
            _ => "Đối tượng thụ hưởng",
        };

        return $"{field}: {FieldRules.Message(error.Code, english: false)}";
    }
}
