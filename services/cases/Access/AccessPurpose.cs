using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Security;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChildPlatform.Cases.Access;

/// <summary>A purpose for which private data may be read in clear. Rows, so that a privacy officer's list can grow.</summary>
internal sealed class AccessPurpose
{
    private AccessPurpose()
    {
    }

    public AccessPurpose(string code, string nameVi, string nameEn, int position)
    {
        Code = code;
        NameVi = nameVi;
        NameEn = nameEn;
        Position = position;
    }

    public string Code { get; private set; } = "";
    public string NameVi { get; private set; } = "";
    public string NameEn { get; private set; } = "";
    public int Position { get; private set; }

    /// <summary>What a case is read for, by who handles it (DESIGN).</summary>
    public static IReadOnlyList<AccessPurpose> FirstRows() =>
    [
        new("case-handling", "Xử lý vụ việc được giao", "Handling an assigned case", 1),
        new("plan-approval", "Xem xét, phê duyệt kế hoạch hỗ trợ", "Deciding on a support plan", 2),
        new("supervision", "Giám sát, hướng dẫn chuyên môn", "Supervision and guidance", 3),
        new("urgent-protection", "Bảo vệ khẩn cấp tính mạng, sức khỏe trẻ em", "Urgent protection of a child's life or health", 4),
        new("authority-request", "Cung cấp theo yêu cầu của cơ quan có thẩm quyền", "Request of a competent authority", 5),
    ];
}

/// <summary>
/// GET …: the header <c>Access-Purpose</c>. Without it an answer is masked. With it the code must be in the catalogue, the caller's
/// role must allow clear text, and the read is stored before the answer leaves.
/// </summary>
internal static class AccessPurposes
{
    public const string Header = "Access-Purpose";

    /// <summary>The purpose that the caller names; null when none is named.</summary>
    /// <param name="mayReadClear">Whether the caller's role allows clear text here; by default what holds for cases.</param>
    public static async Task<string?> PurposeOf(this CasesDbContext db, HttpContext http, CurrentUser user, CancellationToken ct, bool? mayReadClear = null)
    {
        string? code = http.Request.Headers[Header];
        if (string.IsNullOrWhiteSpace(code))
        {
            return null;
        }

        if (!(mayReadClear ?? CasesPolicies.MayReadClear(user)))
        {
            throw new RefusedException(CasesRules.ClearTextNotAllowed);
        }

        return await db.AccessPurposes.AnyAsync(purpose => purpose.Code == code, ct)
            ? code
            : throw new InvalidInputException("/" + Header, "unknown-purpose");
    }
}

/// <summary>GET /purposes: what may be named in the header.</summary>
internal static class ListPurposes
{
    /// <summary>Purposes that the header Access-Purpose may name, in their order.</summary>
    public static async Task<Page<PurposeResponse>> Handle(CasesDbContext db, CancellationToken ct) => new(
        await db.AccessPurposes.AsNoTracking().OrderBy(purpose => purpose.Position)
            .Select(purpose => new PurposeResponse { Code = purpose.Code, NameVi = purpose.NameVi, NameEn = purpose.NameEn })
            .ToListAsync(ct),
        null);
}

internal sealed class AccessPurposeConfiguration : IEntityTypeConfiguration<AccessPurpose>
{
    public void Configure(EntityTypeBuilder<AccessPurpose> builder)
    {
        builder.ToTable("access_purposes");
        builder.HasKey(purpose => purpose.Code);
        builder.Property(purpose => purpose.Code).HasMaxLength(40);
        builder.Property(purpose => purpose.NameVi).HasMaxLength(200);
        builder.Property(purpose => purpose.NameEn).HasMaxLength(200);
    }
}
