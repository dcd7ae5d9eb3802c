using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Fund.Units;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Disbursements;

/// <summary>Checks what a request says against the catalogues, every wrong field at once, and normalises it.</summary>
internal static class DisbursementInput
{
    private static readonly DateOnly _firstPlannedDay = new(2000, 1, 1);
    private static readonly DateOnly _lastPlannedDay = new(2100, 12, 31);

    public static async Task<DisbursementDetails> Check(
        FundDbContext db, DisbursementRequest request, TimeProvider clock, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        var today = VietnamTime.Today(clock);
        if (request.PlannedOn < _firstPlannedDay || request.PlannedOn > _lastPlannedDay)
        {
            throw new InvalidInputException("/plannedOn", "out-of-range");
        }

        // A catalogue is asked about the day that the money is for.
        var day = request.PlannedOn ?? today;
        var programme = await db.Programmes.AsNoTracking().SingleOrDefaultAsync(row => row.Code == request.Programme, ct);
        if (programme is null || !programme.IsValidOn(day))
        {
            errors.Add(new FieldError("/programme", "not-in-catalogue"));
        }

        var purpose = VietnameseText.Normalise(request.Purpose);
        if (purpose.Length < 3)
        {
            errors.Add(new FieldError("/purpose", "purpose-length"));
        }

        var payee = VietnameseText.Normalise(request.Payee!.Name);
        if (payee.Length == 0)
        {
            errors.Add(new FieldError("/payee/name", "required"));
        }

        var (lines, places) = await CheckBeneficiaries(db, request.Beneficiaries!, day, clock, errors, ct);
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }

        return new DisbursementDetails
        {
            Programme = programme!.Code,
            Purpose = purpose,
            Amount = request.Amount!.Value,
            Beneficiaries = lines,
            PayeeName = payee,
            PayeeAccount = OrNull(request.Payee.Account),
            PayeeBank = OrNull(request.Payee.Bank),
            PlannedOn = request.PlannedOn,
            PublicArea = await db.PublicAreaOf(places, ct),
            Threshold = await db.SecondSignatureThreshold(today, ct),
        };
    }

    private static async Task<(IReadOnlyList<BeneficiaryLine> Lines, IReadOnlyList<Unit> Places)> CheckBeneficiaries(
        FundDbContext db, IReadOnlyList<Beneficiary?> beneficiaries, DateOnly day, TimeProvider clock, List<FieldError> errors,
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
                errors.Add(new FieldError($"/beneficiaries/{i}", "required"));
                continue;
            }

            var group = OrNull(line.Group);
            if (group is not null && !groups.Contains(group))
            {
                errors.Add(new FieldError($"/beneficiaries/{i}/group", "not-in-catalogue"));
            }

            if (!units.TryGetValue(line.UnitCode!.Trim(), out var unit))
            {
                errors.Add(new FieldError($"/beneficiaries/{i}/unitCode", "unknown-unit"));
                continue;
            }

            places.Add(unit);
            lines.Add(new BeneficiaryLine(
                Uuid7.New(clock), i + 1, OrNull(line.CaseNumber), group, unit.Code, unit.Id, line.Count!.Value));
        }

        return (lines, places);
    }

    private static string? OrNull(string? text)
    {
        var words = VietnameseText.Normalise(text);

        return words.Length == 0 ? null : words;
    }
}
