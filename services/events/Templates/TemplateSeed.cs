using ChildPlatform.Contracts.Events;

namespace ChildPlatform.Events.Templates;

/// <summary>The templates that the platform starts with. Names and themes are the plan's; agenda, budget and tasks are DESIGN.</summary>
internal static class TemplateSeed
{
    public static IEnumerable<EventTemplate> Rows() =>
    [
        new()
        {
            Code = "thang-hanh-dong",
            PlanCode = "THD",
            Name = "Tháng hành động vì trẻ em",
            Offered = true,
            Note = "Luật Trẻ em, Điều 11; Thông tư 28/2019/TT-BLĐTBXH: phát động trong tuần cuối tháng 5 hoặc ngày 01/6.",
            Theme = "Hành động thiết thực, ưu tiên nguồn lực cho trẻ em",
            Aim = "Vận động xã hội ưu tiên nguồn lực và hành động thiết thực cho trẻ em.",
            TargetGroup = "Trẻ em trên địa bàn, ưu tiên trẻ em có hoàn cảnh đặc biệt",
            Agenda =
            [
                Item("Văn nghệ chào mừng", 20),
                Item("Lễ phát động", 40, ("Phát biểu phát động", 15), ("Thông điệp của trẻ em", 10), ("Ký cam kết", 15)),
                Item("Thăm, tặng quà và học bổng", 40),
                Item("Trò chơi, thể thao", 80),
            ],
            Budget =
            [
                Line("Truyền thông", 3_000_000, BudgetSource.Budget),
                Line("Tổ chức lễ phát động", 5_000_000, BudgetSource.Budget),
                Line("Quà", 10_000_000, BudgetSource.Fund),
                Line("Học bổng", 5_000_000, BudgetSource.Mobilised),
            ],
            Tasks = CommonTasks,
            Position = 1,
        },
        new()
        {
            Code = "quoc-te-thieu-nhi",
            PlanCode = "QTTN",
            Name = "Ngày Quốc tế Thiếu nhi 1/6",
            Offered = true,
            Aim = "Tổ chức vui chơi, chăm lo cho trẻ em nhân ngày 1/6.",
            TargetGroup = "Trẻ em trên địa bàn",
            Agenda =
            [
                Item("Đón các em", 30),
                Item("Văn nghệ", 40),
                Item("Tặng quà", 30),
                Item("Trò chơi", 80, ("Trò chơi dân gian", 40), ("Trò chơi vận động", 40)),
            ],
            Budget =
            [
                Line("Tổ chức", 3_000_000, BudgetSource.Budget),
                Line("Quà", 10_000_000, BudgetSource.Fund),
                Line("Bánh, sữa", 4_000_000, BudgetSource.Mobilised),
            ],
            Tasks = CommonTasks,
            Position = 2,
        },
        new()
        {
            Code = EventTemplate.Forum,
            PlanCode = "DDTE",
            Name = "Diễn đàn trẻ em",
            Offered = false,
            Note = "Thông tư 29/2019/TT-BLĐTBXH: chưa dùng được khi chưa quản lý giấy đồng ý và tỷ lệ người phụ trách.",
            Aim = "Trẻ em nêu ý kiến, nguyện vọng và được trả lời.",
            TargetGroup = "Đại diện trẻ em",
            Agenda =
            [
                Item("Khai mạc", 20),
                Item("Phiên thảo luận", 90),
                Item("Phiên gặp mặt, đối thoại", 90),
                Item("Thông điệp của trẻ em", 20),
            ],
            Budget = [Line("Tổ chức", 20_000_000, BudgetSource.Budget)],
            Tasks = CommonTasks,
            Position = 3,
        },
        new()
        {
            Code = "trung-thu",
            PlanCode = "TTT",
            Name = "Tết Trung thu",
            Offered = true,
            Note = "Chủ đề hằng năm do Bộ hướng dẫn.",
            LunarDate = "15/8 âm lịch",
            Aim = "Tổ chức Tết Trung thu vui tươi, an toàn, tiết kiệm cho trẻ em.",
            TargetGroup = "Trẻ em trên địa bàn, ưu tiên trẻ em có hoàn cảnh đặc biệt",
            Agenda =
            [
                Item("Rước đèn", 40),
                Item("Múa lân, văn nghệ", 50),
                Item("Tặng quà và học bổng", 30),
                Item("Phá cỗ", 60, ("Chú Cuội, chị Hằng", 20), ("Phá cỗ trông trăng", 40)),
            ],
            Budget =
            [
                Line("Quà", 15_000_000, BudgetSource.Fund),
                Line("Đèn, trang trí", 3_000_000, BudgetSource.Budget),
                Line("Bánh Trung thu", 5_000_000, BudgetSource.Mobilised),
            ],
            Tasks = CommonTasks,
            Position = 4,
        },
        new()
        {
            Code = "tet-nguyen-dan",
            PlanCode = "TND",
            Name = "Tết Nguyên đán cho trẻ em",
            Offered = true,
            LunarDate = "1/1 âm lịch",
            Aim = "Chăm lo Tết cho trẻ em có hoàn cảnh đặc biệt, khó khăn.",
            TargetGroup = "Trẻ em có hoàn cảnh đặc biệt, trẻ em nghèo",
            Agenda =
            [
                Item("Gặp mặt đầu xuân", 30),
                Item("Văn nghệ mừng xuân", 40),
                Item("Tặng quà Tết", 50),
            ],
            Budget =
            [
                Line("Quà Tết", 15_000_000, BudgetSource.Fund),
                Line("Tổ chức", 3_000_000, BudgetSource.Budget),
                Line("Áo ấm", 5_000_000, BudgetSource.Mobilised),
            ],
            Tasks = CommonTasks,
            Position = 5,
        },
    ];

    private static EventTask[] CommonTasks =>
    [
        Task("Ban hành kế hoạch, phân công", -30),
        Task("Đề nghị kinh phí", -25),
        Task("Cử người phụ trách an toàn trẻ em", -14),
        Task("Kiểm tra an toàn nước, sân khấu, thực phẩm, sơ cứu", -1),
        Task("Báo cáo kết quả", 5),
    ];

    private static AgendaItem Item(string title, int minutes, params (string Title, int Minutes)[] parts) => new()
    {
        Title = title,
        Minutes = minutes,
        Items = [.. parts.Select(part => new AgendaPart { Title = part.Title, Minutes = part.Minutes })],
    };

    private static BudgetLine Line(string line, long amount, BudgetSource source) => new() { Line = line, Amount = amount, Source = source };

    private static EventTask Task(string title, int day) => new() { Title = title, Day = day };
}
