using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Units;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>Checks what a request says against the catalogues, every wrong field at once, and normalises it.</summary>
internal static class DisbursementInput
{
    private static readonly DateOnly _firstPlannedDay = new(2000, 1, 1);
    private static readonly DateOnly _lastPlannedDay = new(2100, 12, 31);

    /// <param name="db">The catalogues.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="clock">The domain's time.</param>
    /// <param name="ct">Gives up.</param>
    /// <param name="annotated">What the request's annotations found already.</param>
    public static async Task<DisbursementDetails> Check(
        FundDbContext db, DisbursementRequest request, TimeProvider clock, CancellationToken ct,
        IReadOnlyList<FieldError>? annotated = null)
    {
        var wrong = new WrongFields(annotated);
        var today = VietnamTime.Today(clock);

        // A catalogue is asked about the day that the money is for.
        var day = request.PlannedOn ?? today;
        if (day < _firstPlannedDay || day > _lastPlannedDay)
        {
            wrong.Add("/plannedOn", "out-of-range");
            day = today;
        }

        var programme = await db.Programmes.AsNoTracking().SingleOrDefaultAsync(row => row.Code == request.Programme, ct);
        if (programme is null || !programme.IsValidOn(day))
        {
            wrong.Add("/programme", "not-in-catalogue");
        }

        var purpose = VietnameseText.Normalise(request.Purpose);
        if (purpose.Length < 3)
        {
            wrong.Add("/purpose", "purpose-length");
        }

        var payee = VietnameseText.Normalise(request.Payee?.Name);
        if (request.Payee is not null && payee.Length == 0)
        {
            wrong.Add("/payee/name", "required");
        }

        var (lines, places) = await CheckBeneficiaries(db, request.Beneficiaries ?? [], day, clock, wrong, ct);
        wrong.ThrowIfAny();

        return new DisbursementDetails
        {
            Programme = programme!.Code,
            Purpose = purpose,
            Amount = request.Amount!.Value,
            Beneficiaries = lines,
            PayeeName = payee,
            PayeeAccount = OrNull(request.Payee!.Account),
            PayeeBank = OrNull(request.Payee.Bank),
            PlannedOn = request.PlannedOn,
            PublicArea = await db.PublicAreaOf(places, ct),
            Threshold = await db.SecondSignatureThreshold(today, ct),
        };
    }

    private static async Task<(IReadOnlyList<BeneficiaryLine> Lines, IReadOnlyList<Unit> Places)> CheckBeneficiaries(
        FundDbContext db, IReadOnlyList<Beneficiary?> beneficiaries, DateOnly day, TimeProvider clock, WrongFields wrong,
        CancellationToken ct)
    {
        var units = await db.UnitsOn([.. beneficiaries.Select(line => line?.UnitCode?.Trim() ?? "").Distinct()], day, ct);
        var groups = await db.BeneficiaryGroups.AsNoTracking()
            .Where(group => group.ValidFrom <= day && (group.ValidTo == null || group.ValidTo >= day))
            .Select(group => group.Code)
            .ToHashSetAsync(ct);
        var lines = new List<BeneficiaryLine>(beneficiaries.Count);
        var places = new List<Unit>();
        for (var i = 0; i < beneficiaries.Count; i++)
        {
            if (beneficiaries[i] is not { } line)
            {
                wrong.Add($"/beneficiaries/{i}", "required");
                continue;
            }

            var caseNumber = OrNull(line.CaseNumber)?.ToUpperInvariant();
            if (caseNumber is not null && lines.Exists(other => other.CaseNumber == caseNumber))
            {
                wrong.Add($"/beneficiaries/{i}/caseNumber", "duplicate-item");
            }

            // More would divide the sum among children that nobody knows, and lift this one's share above its norm.
            if (caseNumber is not null && line.Count is > 1)
            {
                wrong.Add($"/beneficiaries/{i}/count", "one-child-per-case");
            }

            var group = OrNull(line.Group);
            if (group is not null && !groups.Contains(group))
            {
                wrong.Add($"/beneficiaries/{i}/group", "not-in-catalogue");
            }

            if (!units.TryGetValue(line.UnitCode?.Trim() ?? "", out var unit))
            {
                wrong.Add($"/beneficiaries/{i}/unitCode", "unknown-unit");
                continue;
            }

            places.Add(unit);
            lines.Add(new BeneficiaryLine(
                Uuid7.New(clock), i + 1, caseNumber, group, unit.Code, unit.Id, line.Count ?? 0));
        }

        return (lines, places);
    }

    private static string? OrNull(string? text)
    {
        var words = VietnameseText.Normalise(text);

        return words.Length == 0 ? null : words;
    }
}
