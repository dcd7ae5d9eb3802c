using System.Text.Json;
using System.Text.Json.Serialization;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Kernel;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Cases;

/// <summary>
/// The only door through which facts about cases change. Messages may come in any order: what never changes (number, place, day) is
/// filled by the opening whenever it comes; what changes (urgency, kind, clocks) is taken from the highest version.
/// </summary>
internal static class CaseTables
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    public static async Task Open(this ReportingDbContext db, CaseOpened opened, CancellationToken ct)
    {
        var clocks = JsonSerializer.Serialize(opened.Clocks, Json);
        var receivedOn = VietnamTime.DateOf(opened.ReceivedAt);
        var kind = Word(opened.Kind);

        await db.Database.ExecuteSqlAsync($"""
            insert into case_facts as fact
                (case_id, number, unit_code, unit_path, kind, urgent, received_on, clocks, version, kind_version)
            values ({opened.CaseId}, {opened.Number}, {opened.UnitCode}, {opened.UnitPath}, {kind}, {opened.Urgent}, {receivedOn},
                {clocks}::jsonb, {opened.Version}, {opened.Version})
            on conflict (case_id) do update set
                number = excluded.number, unit_code = excluded.unit_code, unit_path = excluded.unit_path, received_on = excluded.received_on,
                kind = case when fact.kind_version < excluded.kind_version then excluded.kind else fact.kind end,
                urgent = case when fact.kind_version < excluded.kind_version then excluded.urgent else fact.urgent end,
                clocks = case when fact.version < excluded.version then excluded.clocks else fact.clocks end,
                version = greatest(fact.version, excluded.version), kind_version = greatest(fact.kind_version, excluded.kind_version)
            """, ct);
    }

    /// <summary>A later word: clocks, and where it tells of them also kind and urgency.</summary>
    public static async Task Follow(
        this ReportingDbContext db, Guid caseId, IReadOnlyList<CaseClockFact> facts, int version, (CaseKind? Kind, bool Urgent)? told,
        CancellationToken ct)
    {
        var clocks = JsonSerializer.Serialize(facts, Json);
        var (kind, urgent, kindVersion) = told is { } known ? (Word(known.Kind), known.Urgent, version) : (null, false, 0);

        await db.Database.ExecuteSqlAsync($"""
            insert into case_facts as fact (case_id, kind, urgent, clocks, version, kind_version)
            values ({caseId}, {kind}, {urgent}, {clocks}::jsonb, {version}, {kindVersion})
            on conflict (case_id) do update set
                kind = case when fact.kind_version < excluded.kind_version then excluded.kind else fact.kind end,
                urgent = case when fact.kind_version < excluded.kind_version then excluded.urgent else fact.urgent end,
                clocks = case when fact.version < excluded.version then excluded.clocks else fact.clocks end,
                version = greatest(fact.version, excluded.version), kind_version = greatest(fact.kind_version, excluded.kind_version)
            """, ct);
    }

    public static async Task Help(this ReportingDbContext db, ChildHelped helped, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            insert into help_facts as fact (request_id, child_code, "group", unit_code, programme, helped_on, reversed, version)
            values ({helped.RequestId}, {helped.ChildCode}, {helped.Group}, {helped.UnitCode}, {helped.Programme}, {helped.HelpedOn},
                false, {helped.Version})
            on conflict (request_id) do update set
                child_code = excluded.child_code, "group" = excluded."group", unit_code = excluded.unit_code,
                programme = excluded.programme, helped_on = excluded.helped_on,
                reversed = fact.reversed and fact.version > excluded.version, version = greatest(fact.version, excluded.version)
            """, ct);

    public static async Task TakeBackHelp(this ReportingDbContext db, ChildHelpReversed reversed, CancellationToken ct) =>
        await db.Database.ExecuteSqlAsync($"""
            insert into help_facts as fact (request_id, reversed, version) values ({reversed.RequestId}, true, {reversed.Version})
            on conflict (request_id) do update set reversed = true, version = excluded.version
            where fact.version < excluded.version
            """, ct);

    private static string? Word(CaseKind? kind) => kind is null ? null : JsonNamingPolicy.KebabCaseLower.ConvertName(kind.Value.ToString());
}
