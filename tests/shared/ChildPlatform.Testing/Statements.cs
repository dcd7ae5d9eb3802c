using System.Diagnostics;
using Npgsql;

namespace ChildPlatform.Testing;

/// <summary>How many statements an answer costs, and tables with enough rows for it to matter.</summary>
public static class Statements
{
    /// <summary>
    /// Statements that a service of this process sends to its database for one GET. Told apart from what jobs do meanwhile by the
    /// request's own trace. The first call fills what is read once for all, so the second is counted.
    /// </summary>
    public static async Task<int> CountAsync(HttpClient client, string path)
    {
        await ReadAsync(client, path);
        using var request = new Activity("request").SetIdFormat(ActivityIdFormat.W3C).Start();
        var (trace, count) = (request.TraceId, 0);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "Npgsql" or "Microsoft.AspNetCore",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.TraceId == trace && activity.Source.Name == "Npgsql")
                {
                    Interlocked.Increment(ref count);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await ReadAsync(client, path);

        return count;
    }

    /// <summary>
    /// Fills a table up to a number of rows with copies of one of its rows; ids and other unique columns become the copies' own.
    /// </summary>
    public static async Task FillAsync(this TestDatabase database, string table, int rows)
    {
        await using var connection = new NpgsqlConnection(database.Superuser);
        await connection.OpenAsync();
        await using var columns = new NpgsqlCommand("""
            select string_agg(quote_ident(a.attname), ', ' order by a.attnum),
                string_agg(format(case
                    when not own.is_unique then 'one.%1$I'
                    when a.atttypid = 'uuid'::regtype then 'case when one.%1$I is not null then gen_random_uuid() end'
                    else 'case when one.%1$I is not null then ''~'' || n end' end, a.attname), ', ' order by a.attnum)
            from pg_attribute a,
                lateral (select a.atttypid in ('uuid'::regtype, 'text'::regtype, 'varchar'::regtype)
                    and exists (select 1 from pg_index i where i.indrelid = a.attrelid and i.indisunique and a.attnum = i.indkey[0])
                    and not exists (select 1 from pg_constraint c where c.conrelid = a.attrelid and c.contype = 'f'
                        and a.attnum = any(c.conkey)) as is_unique) own
            where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity = ''
            """, connection)
        { Parameters = { new() { Value = table } } };
        await using var reader = await columns.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (names, values) = (reader.GetString(0), reader.GetString(1));
        await reader.CloseAsync();
        await using var fill = new NpgsqlCommand($"""
            insert into {table} ({names})
            select {values} from (select * from {table} limit 1) one, generate_series((select count(*) from {table}) + 1, {rows}) n;
            analyze {table};
            """, connection);
        await fill.ExecuteNonQueryAsync();
    }

    private static async Task ReadAsync(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsStringAsync();
    }
}
