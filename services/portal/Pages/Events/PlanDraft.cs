using System.Globalization;
using ChildPlatform.Contracts.Events;
using ChildPlatform.Portal.Api;
using ChildPlatform.Portal.Text;

namespace ChildPlatform.Portal.Pages.Events;

/// <summary>
/// What an event and a programme have in common, as a form holds it: words, and rows of budget, agenda and tasks. A new plan
/// begins with what its template has; what somebody has typed stays when another template is chosen.
/// </summary>
public sealed class PlanDraft
{
    public const string Before = "before";
    public const string After = "after";

    public static readonly IReadOnlyList<CodeName> Sources =
        [.. Enum.GetValues<BudgetSource>().Select(source => new CodeName(source.ToString(), EventWords.Source(source)))];

    public static readonly IReadOnlyList<CodeName> Sides = [new(Before, "ngày trước"), new(After, "ngày sau")];

    private string untouched = "";

    public PlanDraft() => untouched = Content();

    public string? Theme { get; set; }

    public string? Aim { get; set; }

    public string? TargetGroup { get; set; }

    public List<Money> Budget { get; } = [];

    public List<Part> Agenda { get; } = [];

    public List<Job> Tasks { get; } = [];

    /// <summary>Minutes of the whole agenda, of items whose minutes are a number.</summary>
    public int Minutes => Agenda.Sum(item => Whole(item.Minutes) ?? 0);

    public long Planned => Budget.Sum(line => Math.Max(line.Amount ?? 0, 0));

    /// <summary>Pointers that rows show errors at.</summary>
    public IEnumerable<string> Pointers =>
    [
        .. Budget.SelectMany((_, i) => new[] { $"/budget/{i}/line", $"/budget/{i}/source", $"/budget/{i}/amount" }),
        .. Agenda.SelectMany((item, i) => new[] { $"/agenda/{i}/title", $"/agenda/{i}/minutes" }
            .Concat(item.Items.SelectMany((_, j) => new[] { $"/agenda/{i}/items/{j}/title", $"/agenda/{i}/items/{j}/minutes" }))),
        .. Tasks.SelectMany((_, i) => new[] { $"/tasks/{i}/title", $"/tasks/{i}/day" }),
    ];

    /// <summary>Takes over what a template has, in the place of what the one chosen before had.</summary>
    public void Begin(TemplateResponse? before, TemplateResponse template)
    {
        Theme = Taken(Theme, before?.Theme, template.Theme);
        Aim = Taken(Aim, before?.Aim, template.Aim);
        TargetGroup = Taken(TargetGroup, before?.TargetGroup, template.TargetGroup);
        if (untouched == Content())
        {
            Fill(template.Agenda, template.Budget, template.Tasks);
        }

        static string? Taken(string? typed, string? before, string? now) =>
            string.IsNullOrWhiteSpace(typed) || typed == before ? now : typed;
    }

    public void Fill(IEnumerable<AgendaItem> agenda, IEnumerable<BudgetLine> budget, IEnumerable<EventTask> tasks)
    {
        Budget.Clear();
        Budget.AddRange(budget.Select(line => new Money { Line = line.Line, Source = $"{line.Source}", Amount = line.Amount }));
        Agenda.Clear();
        Agenda.AddRange(agenda.Select(item => new Part
        {
            Title = item.Title,
            Minutes = Text(item.Minutes),
            Items = [.. (item.Items ?? []).Select(part => new Part { Title = part.Title, Minutes = Text(part.Minutes) })],
        }));
        Tasks.Clear();
        Tasks.AddRange(tasks.OrderBy(task => task.Day).Select(task => new Job
        {
            Title = task.Title,
            Days = Text(Math.Abs(task.Day ?? 0)),
            Side = task.Day < 0 ? Before : After,
        }));
        untouched = Content();
    }

    /// <summary>Says what is wrong, by pointer, before the API is asked.</summary>
    public void Check(Action<string, bool, string> need)
    {
        for (var i = 0; i < Budget.Count; i++)
        {
            need($"/budget/{i}/line", !string.IsNullOrWhiteSpace(Budget[i].Line), "Nhập tên dòng.");
            need($"/budget/{i}/amount", Budget[i].Amount > 0, "Nhập số tiền lớn hơn 0.");
        }

        for (var i = 0; i < Agenda.Count; i++)
        {
            Part(Agenda[i], $"/agenda/{i}");
            for (var j = 0; j < Agenda[i].Items.Count; j++)
            {
                Part(Agenda[i].Items[j], $"/agenda/{i}/items/{j}");
            }
        }

        for (var i = 0; i < Tasks.Count; i++)
        {
            need($"/tasks/{i}/title", !string.IsNullOrWhiteSpace(Tasks[i].Title), "Nhập việc cần làm.");
            need($"/tasks/{i}/day", Whole(Tasks[i].Days) is not null, "Nhập số ngày, ghi 0 nếu trong ngày.");
        }

        void Part(Part part, string at)
        {
            need($"{at}/title", !string.IsNullOrWhiteSpace(part.Title), "Nhập nội dung.");
            need($"{at}/minutes", Whole(part.Minutes) > 0, "Nhập số phút.");
        }
    }

    public IReadOnlyList<BudgetLine> BudgetLines() =>
    [
        .. Budget.Select(line => new BudgetLine
        {
            Line = line.Line,
            Source = Enum.TryParse<BudgetSource>(line.Source, out var source) ? source : null,
            Amount = line.Amount,
        }),
    ];

    public IReadOnlyList<AgendaItem> AgendaItems() =>
    [
        .. Agenda.Select(item => new AgendaItem
        {
            Title = item.Title,
            Minutes = Whole(item.Minutes),
            Items = [.. item.Items.Select(part => new AgendaPart { Title = part.Title, Minutes = Whole(part.Minutes) })],
        }),
    ];

    public IReadOnlyList<EventTask> EventTasks() =>
    [
        .. Tasks.Select(task => new EventTask
        {
            Title = task.Title,
            Day = task.Side == Before ? -Whole(task.Days) : Whole(task.Days),
        }),
    ];

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static int? Whole(string? text) =>
        int.TryParse(text?.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private string Content() => System.Text.Json.JsonSerializer.Serialize(new { Budget, Agenda, Tasks });

    /// <summary>A line of the budget as it is typed.</summary>
    public sealed class Money
    {
        public string? Line { get; set; }
        public string? Source { get; set; } = nameof(BudgetSource.Budget);
        public long? Amount { get; set; }
    }

    /// <summary>An item of the agenda, or a part of one.</summary>
    public sealed class Part
    {
        public string? Title { get; set; }
        public string? Minutes { get; set; }
        public List<Part> Items { get; init; } = [];
    }

    /// <summary>A task, so many days before or after the event begins.</summary>
    public sealed class Job
    {
        public string? Title { get; set; }
        public string? Days { get; set; }
        public string? Side { get; set; } = Before;
    }
}
