using ChildPlatform.Fund.Data;
using Npgsql;

namespace ChildPlatform.Fund.Donations;

/// <summary>The audit entries of a group of gifts, in one set.</summary>
internal static class GiftAudit
{
    public static void AddTo(NpgsqlBatch batch, IReadOnlyCollection<PostedGift> posted) => batch.Add("""
        insert into audit_entries (at, actor, actor_name, unit_id, action, subject_type, subject_id, trace_id)
        select at, actor, actor_name, unit_id, 'donation.recorded', 'donation', subject_id, trace_id
        from unnest($1, $2, $3, $4, $5, $6) as new (at, actor, actor_name, unit_id, subject_id, trace_id)
        """,
        posted.Select(p => p.RecordedAt).ToArray(), posted.Select(p => p.Gift.By.Id).ToArray(),
        posted.Select(p => p.Gift.By.Name).ToArray(), posted.Select(p => p.Gift.By.UnitId).ToArray(),
        posted.Select(p => p.Id.ToString()).ToArray(), posted.Select(p => p.Gift.By.TraceId).ToArray());
}
