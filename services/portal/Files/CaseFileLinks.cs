using System.Security.Claims;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace ChildPlatform.Portal.Files;

/// <summary>Which file of which case is opened for which purpose, and by whom.</summary>
internal sealed record CaseFileLink(Guid Case, Guid File, string Purpose, string User);

/// <summary>
/// Addresses under which a browser opens a file of a case. Each holds for a quarter of an hour, for the person for whom it was
/// made, and is sealed, so that it neither tells nor takes another file or purpose.
/// </summary>
internal sealed class CaseFileLinks(IDataProtectionProvider protection)
{
    public const string Path = "/vu-viec/tep/";

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(15);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector("case-files").ToTimeLimitedDataProtector();

    public static string IdOf(ClaimsPrincipal user) => user.FindFirst("sub")?.Value ?? "";

    public string For(CaseFileLink link) => Path + _seal.Protect(JsonSerializer.Serialize(link), Life);

    /// <summary>What an address stands for; null when its time is over, it was changed or made for somebody else.</summary>
    public CaseFileLink? Read(string text, ClaimsPrincipal user)
    {
        try
        {
            var link = JsonSerializer.Deserialize<CaseFileLink>(_seal.Unprotect(text));

            return link?.User == IdOf(user) ? link : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
