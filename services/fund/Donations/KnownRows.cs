using System.Collections.Concurrent;

namespace ChildPlatform.Fund.Donations;

/// <summary>
/// Counters and accounts that this process has seen committed. They are never deleted, so the statements that would make them
/// are left out: after the first gift of a year they only cost a lone gift its time.
/// </summary>
internal sealed class KnownRows
{
    private readonly ConcurrentDictionary<int, bool> _years = new();
    private readonly ConcurrentDictionary<string, bool> _accounts = new();

    public bool HasAll(int[] years) => Array.TrueForAll(years, _years.ContainsKey);

    public bool HasAll(string[] accounts) => Array.TrueForAll(accounts, _accounts.ContainsKey);

    public void Add(IEnumerable<int> years, IEnumerable<string> accounts)
    {
        foreach (var year in years)
        {
            _years.TryAdd(year, true);
        }

        foreach (var account in accounts)
        {
            _accounts.TryAdd(account, true);
        }
    }
}
