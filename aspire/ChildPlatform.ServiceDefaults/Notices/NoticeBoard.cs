using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.ServiceDefaults.Notices;

/// <summary>Where a service posts its notices; they join the transaction of what they tell of.</summary>
public sealed class NoticeBoard(ServiceDb db, TimeProvider clock)
{
    /// <summary>Adds a notice to the next save: for what happens once by itself.</summary>
    public void Add(Notice notice) => db.Context.Set<Notice>().Add(Dated(notice));

    /// <summary>
    /// Posts those whose key is not there yet, at once: for jobs, which look again and again. Gives how many were new.
    /// </summary>
    public async Task<int> PostNew(IEnumerable<Notice> notices, CancellationToken ct)
    {
        var all = notices.Select(Dated).ToList();
        if (all.Count == 0)
        {
            return 0;
        }

        var (keys, kinds) = (Of(n => n.Key), Of(n => n.Kind));
        var (roles, agencies, paths) = (Of(n => n.Role), Of(n => n.Agency), Of(n => n.UnitPath));
        var (vi, en) = (Of(n => n.Vi), Of(n => n.En));
        var (types, ids) = (Of(n => n.SubjectType), Of(n => n.SubjectId));
        var at = clock.GetUtcNow().ToUniversalTime();

        // Looked for first, so that a job which runs all day draws no numbers for nothing. Between replicas the unique key decides.
        return await db.Context.Database.ExecuteSqlAsync(
            $"""
            insert into notices (key, kind, role, agency, unit_path, vi, en, subject_type, subject_id, created_at)
            select t.*, {at} from unnest({keys}, {kinds}, {roles}, {agencies}, {paths}, {vi}, {en}, {types}, {ids})
                as t (key, kind, role, agency, unit_path, vi, en, subject_type, subject_id)
            where not exists (select 1 from notices n where n.key = t.key)
            on conflict (key) do nothing
            """, ct);

        string[] Of(Func<Notice, string> member) => [.. all.Select(member)];
    }

    private Notice Dated(Notice notice)
    {
        if (notice is { Role: "", Agency: "", UnitPath: "" })
        {
            throw new ArgumentException($"Notice {notice.Key} is for nobody in particular.", nameof(notice));
        }

        notice.CreatedAt = clock.GetUtcNow().ToUniversalTime();

        return notice;
    }
}
