using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Forms;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Lots;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Donations;

/// <summary>GET /donations/{id}/receipt: the receipt (phiếu thu) as it is signed and kept.</summary>
internal static class DonationReceipt
{
    /// <summary>PDF, A5, amount in figures and words; a reversed gift's receipt is marked "HỦY" with its reason.</summary>
    public static async Task<Results<FileContentHttpResult, NotFound>> Handle(
        Guid id, FundDbContext db, Catalogues catalogues, CurrentUser user, CancellationToken ct)
    {
        var donation = await db.Donations.AsNoTracking().Within(user).SingleOrDefaultAsync(row => row.Id == id, ct);
        if (donation is null)
        {
            return TypedResults.NotFound();
        }

        var address = await db.Donors.Where(donor => donor.Id == donation.DonorId).Select(donor => donor.Address).SingleAsync(ct);
        var lines = donation.Purpose == Donation.Split ? await db.LinesOf(id, ct) : [];
        var pdf = ReceiptForm.Render(ReceiptOf(donation, address, await catalogues.Current(ct), lines));

        return TypedResults.File(pdf, "application/pdf", $"phieu-thu-{donation.Number}.pdf");
    }

    public static Receipt ReceiptOf(Donation donation, string? address, Catalogue catalogue, IReadOnlyList<Share> lines) => new()
    {
        Issuer = FundForms.Issuer,
        Number = donation.Number,
        ReceivedOn = donation.ReceivedOn,
        PayerName = donation.DonorName,
        PayerAddress = address,
        PayerTaxCode = donation.DonorTaxCode,
        Reason = "Ủng hộ Quỹ Bảo trợ trẻ em tỉnh Quảng Nam",
        Amount = new Vnd(donation.Amount),
        Method = FundForms.MethodOf(donation.Method),
        Reference = donation.Reference,
        Source = catalogue.SourceKinds.GetValueOrDefault(donation.SourceKind, donation.SourceKind),
        Programme = lines.Count > 0
            ? string.Join("; ", lines.Select(line =>
                $"{catalogue.WordsOf(Account.RestrictionOf(line.Account))} {new Vnd(line.Amount)}"))
            : donation.RestrictedTo() is { Kind: not RestrictionKind.None } restriction ? catalogue.WordsOf(restriction) : null,
        Signatures = [.. ReceiptForm.Offices.Select(office => new FormSignature(
            office, office == "Người lập phiếu" ? donation.RecordedByName : null))],
        Reversal = donation.State is DonationState.Reversed
            ? new FormReversal(VietnamTime.DateOf(donation.ReversedAt!.Value), donation.ReversalReason)
            : null,
    };
}
