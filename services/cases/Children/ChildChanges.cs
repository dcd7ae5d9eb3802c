using System.Globalization;
using ChildPlatform.Cases.Cases;
using ChildPlatform.Cases.Data;
using ChildPlatform.Cases.Sealing;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Children;

/// <summary>What each correction of a child's record changed, by the versions that were replaced and the one that holds.</summary>
internal sealed class ChildChanges
{
    private readonly List<(DateTimeOffset? ReplacedAt, Known Known)> _versions;
    private readonly bool _clear;

    private ChildChanges(List<(DateTimeOffset?, Known)> versions, bool clear)
    {
        _versions = versions;
        _clear = clear;
    }

    /// <summary>All versions of the child of a case in one question; there are as many as corrections.</summary>
    public static async Task<ChildChanges> Read(CasesDbContext db, Child? child, Sealer sealer, bool clear, CancellationToken ct)
    {
        if (child is null)
        {
            return new([], clear);
        }

        var replaced = await db.ChildVersions.AsNoTracking().Where(version => version.ChildId == child.Id)
            .OrderBy(version => version.ReplacedAt).ThenBy(version => version.Id).ToListAsync(ct);

        return new(
            [
                .. replaced.Select(version => ((DateTimeOffset?)version.ReplacedAt, new Known(
                    sealer.OpenJson<ChildIdentity>(version.Identity, ChildVersion.Place(version.Id)),
                    version.Sex, version.ResidenceUnitCode))),
                (null, new Known(
                    sealer.OpenJson<ChildIdentity>(child.Identity, Child.Place(child.Id)), child.Sex, child.ResidenceUnitCode)),
            ],
            clear);
    }

    /// <summary>The members that a step of the history names, each with its value before and after.</summary>
    public IReadOnlyList<FieldChange>? Of(CaseStep step)
    {
        if (step.Action != CaseAction.Child || _versions.Count == 0)
        {
            return null;
        }

        // Who named the child for the first time replaced nothing.
        var replaced = _versions.FindIndex(version => version.ReplacedAt == step.At);
        var before = replaced < 0 ? new Known(null, null, null) : _versions[replaced].Known;
        var after = _versions[replaced + 1].Known;

        return
        [
            .. (step.Details ?? "").Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(field => new FieldChange
            {
                Field = field,
                From = Shown(field, before.Value(field)),
                To = Shown(field, after.Value(field)),
            }),
        ];
    }

    /// <summary>Sex and place of living stand in the masked answer too; all else is private.</summary>
    private string? Shown(string field, string? value) =>
        value is null || _clear || field is Known.SexField or Known.ResidenceField ? value : GetCase.Mask;

    /// <summary>What was known of the child at some time.</summary>
    private sealed record Known(ChildIdentity? Identity, ChildSex? Sex, string? ResidenceUnitCode)
    {
        public const string SexField = "sex";
        public const string ResidenceField = "residenceUnitCode";

        public string? Value(string field) => field switch
        {
            SexField => Sex is { } sex ? Word.Of(sex) : null,
            ResidenceField => ResidenceUnitCode,
            "name" => Identity?.Name,
            "birthDate" => Identity?.BirthDate?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            "estimatedAge" => Identity?.EstimatedAge?.ToString(CultureInfo.InvariantCulture),
            "address" => Identity?.Address,
            "personalNumber" => Identity?.PersonalNumber,
            "carers" => Carers() is { Length: > 0 } carers ? carers : null,
            _ => null,
        };

        private string Carers() =>
            string.Join("; ", (Identity?.Carers ?? []).Where(carer => carer is not null).Select(carer => string.Join(
                ", ",
                new[] { carer.Name, carer.Relation, carer.Phone, carer.Address }.Where(part => !string.IsNullOrWhiteSpace(part)))));
    }
}
