using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using Npgsql;

namespace ChildPlatform.Fund.Lots;

/// <summary>The lots of gifts that are being written: a row of few bytes each, in one statement for the whole group.</summary>
internal static class GiftLotRows
{
    public static void AddLots(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted)
    {
        var lots = posted.SelectMany(p => p.Gift.Lots.Select((lot, i) => (Gift: p, Position: (short)(i + 1), lot.Account, lot.Amount)))
            .ToArray();
        batch.Add("""
            insert into gift_lots (donation_id, position, account, received_on, entry_sequence, amount, reserved, drawn, taken_out)
            select donation_id, position, account, received_on, entry_sequence, amount, 0, 0, 0
            from unnest($1, $2, $3, $4, $5, $6) as new (donation_id, position, account, received_on, entry_sequence, amount)
            """,
            lots.Select(lot => lot.Gift.Id).ToArray(), lots.Select(lot => lot.Position).ToArray(),
            lots.Select(lot => lot.Account).ToArray(), lots.Select(lot => lot.Gift.Gift.ReceivedOn).ToArray(),
            lots.Select(lot => lot.Gift.Entry.Sequence).ToArray(), lots.Select(lot => lot.Amount).ToArray());
    }
}
