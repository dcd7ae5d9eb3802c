using System.Text.RegularExpressions;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Identity;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ReferenceData.Copies;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund.Donations;

/// <summary>What a gift is for: checks the restrictions of a request and settles its lines to whole đồng.</summary>
internal sealed partial class GiftPurposes(
    Catalogue catalogue, IReadOnlyDictionary<string, Unit> areas, DateOnly receivedOn, WrongFields wrong)
{
    private static readonly IReadOnlyDictionary<string, Unit> NoAreas = new Dictionary<string, Unit>();

    /// <summary>The areas that a request names, as they are valid today; only a request that names one costs this look.</summary>
    public static Task<IReadOnlyDictionary<string, Unit>> AreasOf(
        FundDbContext db, DonationRequest request, DateOnly today, CancellationToken ct) =>
        AreasOf(db, (request.Lines ?? []).Select(line => line?.Restriction).Append(request.Restriction), today, ct);

    /// <summary>The areas that these restrictions name, as they are valid today.</summary>
    public static async Task<IReadOnlyDictionary<string, Unit>> AreasOf(
        FundDbContext db, IEnumerable<Restriction?> restrictions, DateOnly today, CancellationToken ct)
    {
        var codes = restrictions.Select(restriction => restriction?.Area?.Trim()).OfType<string>().Distinct().ToList();

        return codes.Count == 0 ? NoAreas : await db.UnitsOn(codes, today, ct);
    }

    /// <summary>
    /// The lines of a split gift by account; null for a gift of one line, and where the lines are wrong.
    /// </summary>
    public IReadOnlyList<Share>? Lines(DonationRequest request)
    {
        if (request.Lines is not { Count: > 0 } lines)
        {
            return null;
        }

        if (request.Restriction is not null)
        {
            wrong.Add("/restriction", "restriction-with-lines");
        }

        var shares = new List<Share>(lines.Count);
        var amounts = AmountsOf(request.Amount ?? 0, lines);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i]?.Restriction is { } restriction)
            {
                shares.Add(new Share(FundOf(restriction, $"/lines/{i}/restriction"), amounts[i]));
            }
        }

        return shares;
    }

    /// <summary>Account of the money with this restriction.</summary>
    public string FundOf(Restriction? restriction, string pointer)
    {
        var (programme, area, child) = (restriction?.Programme, Trimmed(restriction?.Area), Trimmed(restriction?.CaseNumber));
        if (restriction?.Kind is not RestrictionKind.Area && area is not null)
        {
            wrong.Add($"{pointer}/area", "not-for-this-kind");
        }

        if (restriction?.Kind is not RestrictionKind.Child && child is not null)
        {
            wrong.Add($"{pointer}/caseNumber", "not-for-this-kind");
        }

        switch (restriction?.Kind)
        {
            case RestrictionKind.Programme when programme is null:
                wrong.Add($"{pointer}/programme", "required");
                break;
            case RestrictionKind.Programme when !catalogue.HasProgramme(programme, receivedOn):
                wrong.Add($"{pointer}/programme", "not-in-catalogue");
                break;
            case RestrictionKind.Programme:
                return Account.FundOf(programme);
            case RestrictionKind.None when programme is not null:
                wrong.Add($"{pointer}/programme", "restriction-without-programme");
                break;
            case RestrictionKind.Area or RestrictionKind.Child when programme is not null:
                wrong.Add($"{pointer}/programme", "not-for-this-kind");
                break;
            case RestrictionKind.Area when area is null:
                wrong.Add($"{pointer}/area", "required");
                break;
            case RestrictionKind.Area when !areas.ContainsKey(area):
                wrong.Add($"{pointer}/area", "unknown-area");
                break;
            case RestrictionKind.Area when areas[area].Level is UnitLevel.Province:
                wrong.Add($"{pointer}/area", "area-too-wide");
                break;
            case RestrictionKind.Area:
                return Account.FundOfArea(area);
            case RestrictionKind.Child when child is null:
                wrong.Add($"{pointer}/caseNumber", "required");
                break;
            case RestrictionKind.Child when !CaseNumber().IsMatch(child.ToUpperInvariant()):
                wrong.Add($"{pointer}/caseNumber", "case-number");
                break;
            case RestrictionKind.Child:
                return Account.FundOfChild(child.ToUpperInvariant());
            case RestrictionKind.Split:
                wrong.Add($"{pointer}/kind", FieldRules.InvalidValue);
                break;
        }

        return Account.PoolFund;
    }

    /// <summary>
    /// Amounts as given, or the shares in whole đồng: each rounded down, and the đồng that are left over to the first lines, one each.
    /// </summary>
    private long[] AmountsOf(long total, IReadOnlyList<GiftLine?> lines)
    {
        var byPercent = lines[0]?.Percent is not null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i] is not { } line)
            {
                wrong.Add($"/lines/{i}", "required");
            }
            else if (line.Amount is null == line.Percent is null || line.Percent is not null != byPercent)
            {
                wrong.Add($"/lines/{i}", "amount-or-percent");
            }
        }

        if (!byPercent)
        {
            var given = lines.Select(line => line?.Amount ?? 0).ToArray();
            if (given.Sum(amount => (decimal)amount) != total)
            {
                wrong.Add("/lines", "lines-sum");
            }

            return given;
        }

        if (lines.Sum(line => line?.Percent ?? 0) != 100)
        {
            wrong.Add("/lines", "percent-sum");

            return new long[lines.Count];
        }

        var amounts = lines.Select(line => (long)(total * (line?.Percent ?? 0) / 100)).ToArray();
        var left = total - amounts.Sum();
        for (var i = 0; i < amounts.Length; i++)
        {
            amounts[i] += i < left ? 1 : 0;
            if (amounts[i] == 0)
            {
                wrong.Add($"/lines/{i}/percent", "line-too-small");
            }
        }

        return amounts;
    }

    private static string? Trimmed(string? text) => VietnameseText.Normalise(text) is { Length: > 0 } words ? words : null;

    [GeneratedRegex("^VV-[0-9]{4}-[0-9]{5,}$", RegexOptions.CultureInvariant)]
    private static partial Regex CaseNumber();
}
