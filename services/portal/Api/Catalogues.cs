using ChildPlatform.Contracts.Fund;
using Microsoft.Extensions.Caching.Memory;

namespace ChildPlatform.Portal.Api;

/// <summary>Names behind codes, remembered for some minutes: they are data and change rarely, but they do change.</summary>
internal sealed class Catalogues(FundApi fund, IdentityApi identity, IMemoryCache cache, PortalSettings settings)
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    public async Task<IReadOnlyList<SourceKindResponse>> SourceKindsAsync(CancellationToken ct) =>
        (await cache.GetOrCreateAsync("fund.source-kinds", entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            return fund.SourceKindsAsync(ct);
        }))!;

    /// <summary>The name of a kind of source; its code when the catalogue does not have it.</summary>
    public async Task<string> SourceNameAsync(string code, CancellationToken ct) =>
        (await SourceKindsAsync(ct)).FirstOrDefault(kind => kind.Code == code)?.Name ?? code;

    /// <summary>What a gift or a pledge is for; without a programme it is free.</summary>
    public async Task<string> PurposeAsync(string? programme, CancellationToken ct) => programme is null
        ? "Không hạn chế, chi được cho mọi chương trình"
        : (await AllAsync(ct)).FirstOrDefault(p => p.Code == programme)?.Name ?? programme;

    /// <summary>What a gift, or a line of it, may pay for, as lists show it.</summary>
    public async Task<string> PurposeAsync(Restriction restriction, CancellationToken ct) => restriction switch
    {
        { Kind: RestrictionKind.Programme, Programme: { } code } =>
            (await AllAsync(ct)).FirstOrDefault(p => p.Code == code)?.Name ?? code,
        { Kind: RestrictionKind.Area, Area: { } code } => await AreaNameAsync(code, ct),
        { Kind: RestrictionKind.Child } => $"Trẻ em của vụ việc {restriction.CaseNumber}",
        { Kind: RestrictionKind.Split } => "Chia theo mục đích",
        _ => "Không hạn chế",
    };

    /// <summary>The same for several, each once.</summary>
    public async Task<IReadOnlyDictionary<Restriction, string>> PurposesAsync(IEnumerable<Restriction> restrictions, CancellationToken ct)
    {
        var names = new Dictionary<Restriction, string>();
        foreach (var restriction in restrictions)
        {
            if (!names.ContainsKey(restriction))
            {
                names.Add(restriction, await PurposeAsync(restriction, ct));
            }
        }

        return names;
    }

    private async Task<string> AreaNameAsync(string code, CancellationToken ct)
    {
        try
        {
            return (await identity.UnitsAsync(ct)).FirstOrDefault(unit => unit.Code == code) is { } unit
                ? unit.District is null ? unit.Name : $"{unit.Name}, {unit.District.Name}"
                : $"Địa bàn mã {code}";
        }
        catch (ApiException)
        {
            return $"Địa bàn mã {code}";
        }
    }

    /// <summary>Every programme that has ever been: lists of the past name also those that have ended.</summary>
    public async Task<IReadOnlyList<CodeName>> ProgrammesAsync(CancellationToken ct) =>
        [.. (await AllAsync(ct)).Select(p => new CodeName(p.Code, p.Name))];

    /// <summary>Those that money may be asked from on a day.</summary>
    public async Task<IReadOnlyList<CodeName>> ProgrammesOnAsync(DateOnly day, CancellationToken ct) =>
    [
        .. (await AllAsync(ct)).Where(p => p.ValidFrom <= day && (p.ValidTo is null || day <= p.ValidTo))
            .Select(p => new CodeName(p.Code, p.Name)),
    ];

    /// <summary>The name of a programme on a page that is not the fund's: its code while the fund does not answer.</summary>
    public async Task<string> ProgrammeNameAsync(string code, CancellationToken ct)
    {
        try
        {
            return (await AllAsync(ct)).FirstOrDefault(p => p.Code == code)?.Name ?? code;
        }
        catch (ApiException)
        {
            return code;
        }
    }

    // Codes, names and days only; balances and limits must be read afresh.
    private async Task<IReadOnlyList<Validity>> AllAsync(CancellationToken ct) =>
        (await cache.GetOrCreateAsync<IReadOnlyList<Validity>>("fund.programmes", async entry =>
        {
            entry.AbsoluteExpirationRelativeToNow = Kept;
            var all = await fund.ProgrammesAsync(settings.PlanYear, ct);

            return [.. all.Select(p => new Validity(p.Code, p.Name, p.ValidFrom, p.ValidTo))];
        }))!;

    private sealed record Validity(string Code, string Name, DateOnly ValidFrom, DateOnly? ValidTo);
}

/// <summary>A code of a catalogue with its Vietnamese name.</summary>
public sealed record CodeName(string Code, string Name);
