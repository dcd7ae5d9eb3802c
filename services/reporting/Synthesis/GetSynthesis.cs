using System.Text.Json;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Documents.Papers;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Reporting.Data;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Synthesis;

/// <summary>GET /rounds/{id}/synthesis; owns the only shape in which a synthesis is answered.</summary>
internal static class GetSynthesis
{
    /// <summary>The frozen synthesis of a round, or one of its files; 404 before it is made.</summary>
    /// <param name="format">docx, pdf or xlsx for the file as it was made; JSON when left out.</param>
    public static async Task<Results<Ok<SynthesisResponse>, FileContentHttpResult, NotFound>> Handle(
        Guid id, [Words("docx", "pdf", "xlsx")] string? format, ReportingDbContext db, CancellationToken ct)
    {
        if (format is not (null or "" or "docx" or "pdf" or "xlsx"))
        {
            throw new InvalidInputException("/format", FieldRules.InvalidValue);
        }

        if (await db.RoundSyntheses.AsNoTracking().SingleOrDefaultAsync(s => s.RoundId == id, ct) is not { } synthesis)
        {
            return TypedResults.NotFound();
        }

        var name = "bao-cao-tong-hop-" + synthesis.SignedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

        return format switch
        {
            "docx" => TypedResults.File(synthesis.Docx, AdministrativeDocx.ContentType, name + ".docx"),
            "pdf" => TypedResults.File(synthesis.Pdf, "application/pdf", name + ".pdf"),
            "xlsx" => TypedResults.File(synthesis.Xlsx, SheetWriter.XlsxContentType, name + ".xlsx"),
            _ => TypedResults.Ok(Of(synthesis)),
        };
    }

    public static SynthesisResponse Of(RoundSynthesis synthesis) => new()
    {
        Id = synthesis.Id,
        RoundId = synthesis.RoundId,
        Number = synthesis.Number,
        SignedOn = synthesis.SignedOn,
        FrozenAt = synthesis.FrozenAt,
        FrozenByName = synthesis.FrozenByName,
        Late = synthesis.Late,
        Hash = synthesis.Hash,
        Content = JsonSerializer.Deserialize<SynthesisContent>(synthesis.Content, ApiJson.Options)!,
        Files = synthesis.Files,
    };
}
