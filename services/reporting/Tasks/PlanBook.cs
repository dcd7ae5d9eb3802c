using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Reporting.Data;
using ChildPlatform.Reporting.Plans;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Tasks;

/// <summary>What the plan says of its tasks: who leads, who cooperates, which document stands behind it. Read in four statements.</summary>
internal sealed class PlanBook
{
    private readonly int _year;
    private readonly List<PlanTask> _tasks;
    private readonly ILookup<string, CitedDocument> _byNumber;
    private readonly List<LegalDocument> _documents;

    private PlanBook(
        int year, List<PlanTask> tasks, IReadOnlyDictionary<string, PlanAgency> agencies, List<LegalDocument> documents, List<Duty> roles)
    {
        _year = year;
        _tasks = tasks;
        _documents = documents;
        _byNumber = documents.Where(d => d.Number is not null).ToLookup(d => d.Number!, GetPlan.Of);
        Agencies = agencies;
        Roles = roles;
    }

    public IReadOnlyDictionary<string, PlanAgency> Agencies { get; }

    public IReadOnlyList<Duty> Roles { get; }

    /// <exception cref="RefusedException">plan-year-unknown: the year has no plan.</exception>
    public static async Task<PlanBook> Read(ReportingDbContext db, int year, CancellationToken ct)
    {
        var tasks = await db.PlanTasks.AsNoTracking().Where(t => t.Year == year).OrderBy(t => t.Position).ToListAsync(ct);
        if (tasks.Count == 0)
        {
            throw new RefusedException(ReportingRules.PlanYearUnknown);
        }

        return new PlanBook(
            year,
            tasks,
            await db.PlanAgencies.AsNoTracking().Where(a => a.Year == year).ToDictionaryAsync(a => a.Code, ct),
            await db.LegalDocuments.AsNoTracking().Where(d => d.Year == year).OrderBy(d => d.Position).ToListAsync(ct),
            await db.Assignments.AsNoTracking().Where(a => a.Year == year).OrderBy(a => a.Position)
                .Select(a => new Duty(a.Agency, a.Role, a.Tasks)).ToListAsync(ct));
    }

    public string NameOf(string agency) => Agencies.TryGetValue(agency, out var known) ? known.Name : agency;

    public AssignmentResponse Of(Assignment assignment, DateOnly today, bool withHistory = false) => new()
    {
        Id = assignment.Id,
        Year = _year,
        Code = assignment.Code,
        Agency = assignment.Agency,
        AgencyName = NameOf(assignment.Agency),
        Role = assignment.Role,
        Title = assignment.Title,
        Services = assignment.Services,
        Tasks = assignment.Tasks,
        Documents = [.. assignment.LegalReferences.SelectMany(number => _byNumber[number])],
        DueOn = assignment.DueOn,
        DueState = assignment.DueStateOn(today),
        DueInDays = assignment.DueInDays(today),
        Percent = assignment.Percent,
        Status = assignment.Status,
        Reason = assignment.Reason,
        EvidenceCount = assignment.EvidenceCount,
        UpdatedAt = assignment.UpdatedAt,
        History = withHistory ? [.. assignment.History.OrderByDescending(e => e.Number).Select(Of)] : null,
        Version = assignment.Version,
    };

    /// <summary>The groups with their tasks; tasks without any of the assignments are left out unless all are wanted.</summary>
    public IReadOnlyList<PlanTaskNode> Tree(IReadOnlyList<Assignment> shown, bool keepEmpty)
    {
        var below = shown.SelectMany(a => a.Tasks.Select(task => (task, a.Id))).ToLookup(pair => pair.task, pair => pair.Id);
        var children = _tasks.ToLookup(t => t.Parent ?? "");

        return Level("");

        IReadOnlyList<PlanTaskNode> Level(string parent) =>
        [
            .. children[parent].Select(Node).Where(node => keepEmpty || node.Assignments.Count > 0 || node.Tasks.Count > 0),
        ];

        PlanTaskNode Node(PlanTask task) => new()
        {
            Code = task.Code,
            Title = task.Title,
            Services = task.Services,
            Leads = With(task, AssignmentRole.Lead),
            Cooperating = With(task, AssignmentRole.Cooperate),
            CarriedOutBy = With(task, AssignmentRole.Do),
            AssumedOwner = task.AssumedOwner,
            Documents = [.. _documents.Where(d => d.IsCitedIn(task.Code)).Select(GetPlan.Of)],
            Assignments = [.. below[task.Code]],
            Tasks = Level(task.Code),
        };
    }

    private List<string> With(PlanTask task, AssignmentRole role) =>
        [.. Roles.Where(d => d.Role == role && d.Tasks.Contains(task.Code)).Select(d => d.Agency).Distinct()];

    private static ProgressEntryResponse Of(ProgressEntry entry) => new()
    {
        At = entry.At,
        By = entry.By,
        ByName = entry.ByName,
        Percent = entry.Percent,
        Status = entry.Status,
        Reason = entry.Reason,
        Note = entry.Note,
        NoteOn = entry.NoteOn,
        Evidence = entry.Evidence,
    };

    /// <summary>Who has which part in which tasks.</summary>
    public sealed record Duty(string Agency, AssignmentRole Role, string[] Tasks);
}
