using Npgsql;

namespace ChildPlatform.Fund.Data;

/// <summary>
/// Adds a command with positional parameters ($1, $2, …) to a batch: one line a statement. One array alone is written in brackets,
/// since it would be taken for the list of parameters.
/// </summary>
internal static class BatchExtensions
{
    public static void Add(this NpgsqlBatch batch, string sql, params ReadOnlySpan<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        batch.BatchCommands.Add(command);
    }
}
