using Microsoft.Extensions.Localization;
using MudBlazor;

namespace ChildPlatform.Portal.Text;

/// <summary>MudBlazor's own texts in Vietnamese; the library ships none.</summary>
internal sealed class MudTexts : MudLocalizer
{
    private static readonly Dictionary<string, string> Texts = new(StringComparer.Ordinal)
    {
        ["MudAlert_Close"] = "Đóng",
        ["MudBaseDatePicker_NextMonth"] = "Tháng sau {0}",
        ["MudBaseDatePicker_NextYear"] = "Năm sau {0}",
        ["MudBaseDatePicker_Open"] = "Chọn ngày",
        ["MudBaseDatePicker_PrevMonth"] = "Tháng trước {0}",
        ["MudBaseDatePicker_PrevYear"] = "Năm trước {0}",
        ["MudBreadcrumbs_Label"] = "Đường dẫn",
        ["MudChip_Close"] = "Bỏ",
        ["MudDialog_Close"] = "Đóng",
        ["MudExitPrompt_Cancel"] = "Ở lại",
        ["MudExitPrompt_Exit"] = "Rời trang",
        ["MudExitPrompt_Text"] = "Nội dung chưa lưu sẽ mất. Rời trang này?",
        ["MudExitPrompt_Title"] = "Chưa lưu",
        ["MudFileUpload_Button"] = "Chọn tệp",
        ["MudFileUpload_DragAndDrop"] = "Kéo tệp thả vào đây",
        ["MudFileUpload_FileSizeError"] = "Tệp quá lớn",
        ["MudFormComponent_Required"] = "Bắt buộc",
        ["MudInput_Clear"] = "Xóa",
        ["MudInput_Decrement"] = "Giảm",
        ["MudInput_Increment"] = "Tăng",
        ["MudNavGroup_ToggleExpand"] = "Mở hoặc thu nhóm",
        ["MudPageContentNavigation_NavMenu"] = "Mục lục trang",
        ["MudPagination_CurrentPage"] = "Trang hiện tại",
        ["MudPagination_FirstPage"] = "Trang đầu",
        ["MudPagination_LastPage"] = "Trang cuối",
        ["MudPagination_NextPage"] = "Trang sau",
        ["MudPagination_PageIndex"] = "Trang {0}",
        ["MudPagination_PreviousPage"] = "Trang trước",
        ["MudSelect_SelectAll"] = "Chọn tất cả",
        ["MudSnackbar_Close"] = "Đóng",
        ["MudTabs_ScrollDown"] = "Cuộn xuống",
        ["MudTabs_ScrollLeft"] = "Cuộn sang trái",
        ["MudTabs_ScrollRight"] = "Cuộn sang phải",
        ["MudTabs_ScrollUp"] = "Cuộn lên",
    };

    public override LocalizedString this[string key] =>
        Texts.TryGetValue(key, out var text) ? new LocalizedString(key, text) : new LocalizedString(key, key, resourceNotFound: true);

    public override LocalizedString this[string key, params object[] arguments] =>
        Texts.TryGetValue(key, out var text)
            ? new LocalizedString(key, string.Format(Vi.Culture, text, arguments).Trim())
            : new LocalizedString(key, key, resourceNotFound: true);
}
