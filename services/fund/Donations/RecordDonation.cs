using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Ledger;
using ChildPlatform.Fund.Pledges;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ChildPlatform.Fund.Donations;

/// <summary>POST /donations: checks the gift, hands it to the group writer, answers when it is durable.</summary>
internal static class RecordDonation
{
    private static readonly Refusal Overloaded = new(503, "writer-busy",
        "Hệ thống đang ghi nhận quá nhiều khoản cùng lúc, xin thử lại sau giây lát.",
        "Too many gifts are being recorded at once; try again in a moment.", RetryAfterSeconds: 1);

    /// <summary>Records a gift; the answer is the receipt's number and the gift as stored.</summary>
    public static async Task<EmptyHttpResult> Handle(
        DonationRequest request, HttpContext http, CurrentUser user, Catalogues catalogues, DonationWriter writer, TimeProvider clock)
    {
        var wrong = new WrongFields(await RequestAnnotations.Check(http, request));
        var gift = await Check(
            request, wrong, user, catalogues, http.RequestServices.GetRequiredService<FundDbContext>(), clock, http.RequestAborted);
        if (gift.PledgeId is { } pledge)
        {
            // Only money of a pledge costs this look.
            await PledgeGift.Require(
                http.RequestServices.GetRequiredService<FundDbContext>(), user, pledge, gift.DonorId, "/donor/id",
                http.RequestAborted);
        }

        switch (await writer.Write(gift, KeyedRequest.Of(http, user), Answer))
        {
            case WriteResult.Written written:
                await IdempotencyReplay.WriteAsync(http, written.Answer);
                return TypedResults.Empty;
            case WriteResult.KeyKnown known:
                await IdempotencyReplay.WriteAsync(http, known.First.RequestHash, known.First.Answer);
                return TypedResults.Empty;
            case WriteResult.PeriodClosed closed:
                FundRules.PeriodClosed.Require(false, new Dictionary<string, object?> { ["closedThrough"] = closed.ClosedThrough });
                return TypedResults.Empty;
            case WriteResult.UnknownDonor:
                throw new InvalidInputException("/donor/id", "unknown-donor");
            default:
                throw new RefusedException(Overloaded);
        }
    }

    /// <summary>Everything about a gift that its annotations cannot say; all faults are told at once.</summary>
    private static async Task<Gift> Check(
        DonationRequest request, WrongFields wrong, CurrentUser user, Catalogues catalogues, FundDbContext db,
        TimeProvider clock, CancellationToken ct)
    {
        var today = VietnamTime.Today(clock);
        var receivedOn = request.ReceivedOn ?? today;
        var catalogue = await catalogues.Current(ct);
        var details = request.Donor is { Id: null } named ? CheckDonor(named, wrong) : null;
        if (receivedOn > today)
        {
            wrong.Add("/receivedOn", "date-in-future");
        }
        else if (receivedOn.Year < 2000)
        {
            wrong.Add("/receivedOn", "date-too-old");
        }

        if (request.SourceKind is { } source && !catalogue.HasSourceKind(source))
        {
            wrong.Add("/sourceKind", "not-in-catalogue");
        }

        if (DonorDetails.Clean(request.Campaign) is not null)
        {
            // No campaign exists yet. Text that means nothing today would be taken for a campaign's code once there are some.
            wrong.Add("/campaign", "not-in-catalogue");
        }

        var purposes = new GiftPurposes(catalogue, await GiftPurposes.AreasOf(db, request, today, ct), receivedOn, wrong);
        var lines = purposes.Lines(request);
        var fund = lines switch
        {
            null => purposes.FundOf(request.Restriction, "/restriction"),

            // One line is no split.
            [var line] => line.Account,
            _ => null,
        };

        wrong.ThrowIfAny();

        return new Gift
        {
            DonorId = request.Donor!.Id,
            Donor = details,
            Amount = request.Amount!.Value,
            Method = request.Method!.Value,
            ReceivedOn = receivedOn,
            SourceKind = request.SourceKind!,
            Programme = fund is null ? null : Account.RestrictionOf(fund).Programme,
            Purpose = fund is null ? Donation.Split
                : Account.RestrictionOf(fund).Kind is RestrictionKind.Area or RestrictionKind.Child ? fund[Account.Fund.Length..] : null,
            Lines = fund is null ? lines : null,
            PledgeId = request.Pledge,
            Anonymous = request.Anonymous,
            NameConsent = request.NameConsent,
            Reference = DonorDetails.Clean(request.Reference),
            Note = DonorDetails.Clean(request.Note),
            By = Recorder.Of(user),
        };
    }

    private static DonorDetails? CheckDonor(DonorReference donor, WrongFields wrong)
    {
        if (donor.Kind is not { } kind)
        {
            wrong.Add("/donor/kind", "required");

            return null;
        }

        var details = DonorDetails.Of(kind, donor.Name, donor.TaxCode, donor.Phone);
        if (details.Name.Length == 0)
        {
            wrong.Add("/donor/name", "required");
        }

        return details;
    }

    private static StoredAnswer Answer(PostedGift posted) => new(
        StatusCodes.Status201Created, $"/api/v1/fund/donations/{posted.Id}", ETag.Of(1), "application/json; charset=utf-8",
        JsonSerializer.SerializeToUtf8Bytes(GetDonation.Of(posted), ApiJson.Options));
}
