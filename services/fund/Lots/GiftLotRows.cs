using ChildPlatform.Fund.Data;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Ledger;
using Npgsql;

namespace ChildPlatform.Fund.Lots;

/// <summary>The lots of gifts that are being written: one row of few bytes each, in the group's own statement.</summary>
internal static class GiftLotRows
{
    public static void AddLots(this NpgsqlBatch batch, IReadOnlyList<PostedGift> posted) => batch.Add("""
        insert into gift_lots (donation_id, position, account, received_on, entry_sequence, amount, reserved, drawn, taken_out)
        select donation_id, 1, account, received_on, entry_sequence, amount, 0, 0, 0
        from unnest($1, $2, $3, $4, $5) as new (donation_id, account, received_on, entry_sequence, amount)
        """,
        posted.Select(p => p.Id).ToArray(), posted.Select(p => Account.FundOf(p.Gift.Programme)).ToArray(),
        posted.Select(p => p.Gift.ReceivedOn).ToArray(), posted.Select(p => p.Entry.Sequence).ToArray(),
        posted.Select(p => p.Gift.Amount).ToArray());
}
