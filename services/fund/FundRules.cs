using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults.Http;

namespace ChildPlatform.Fund;

/// <summary>Everything the fund refuses. Codes are part of the API and never change.</summary>
internal static class FundRules
{
    /// <summary>Separation of duties: domain/fund.md §4.</summary>
    public static readonly BusinessRule ApproverIsRequester = new("approver-is-requester",
        "Người lập đề nghị không được tự phê duyệt.", "The requester may not approve their own request.");

    /// <summary>Request, appraisal, each signature and payment are by different persons: domain/fund.md §4.</summary>
    public static readonly BusinessRule SamePersonTwice = new("same-person-twice",
        "Mỗi bước đề nghị, thẩm định, phê duyệt, chi phải do một người khác nhau thực hiện.",
        "Request, appraisal, each approval and payment are done by different persons.");

    public static readonly BusinessRule WrongState = new("wrong-state",
        "Hồ sơ đang ở trạng thái không cho phép thao tác này.", "The state of the request does not allow this action.");

    public static readonly BusinessRule InsufficientBalance = new("insufficient-balance",
        "Số dư của chương trình không đủ.", "The programme's balance is not enough.");

    public static readonly BusinessRule LimitExceeded = new("limit-exceeded",
        "Vượt hạn mức năm của chương trình.", "The programme's limit for the year would be exceeded.");

    public static readonly BusinessRule SecondSignatureMissing = new("second-signature-missing",
        "Khoản chi trên ngưỡng cần thêm chữ ký thứ hai của Hội đồng quản lý quỹ.",
        "Above the threshold the council's second signature is needed.");

    public static readonly BusinessRule SignatureNotYours = new("council-signature-needed",
        "Chữ ký còn thiếu thuộc về Hội đồng quản lý quỹ.", "The missing signature is the council's.");

    public static readonly BusinessRule FirstSignatureMissing = new("first-signature-missing",
        "Giám đốc quỹ phải phê duyệt trước Hội đồng quản lý quỹ.", "The director signs before the council.");

    public static readonly BusinessRule CaseNotSupportable = new("case-not-supportable",
        "Vụ việc không thuộc diện được hỗ trợ.", "The case may not be supported.");

    /// <summary>The same child, programme and period: domain/fund.md §5, rule 6.</summary>
    public static readonly BusinessRule AlreadySupported = new("already-supported",
        "Trẻ em này đã được chương trình hỗ trợ trong cùng kỳ.",
            "The programme has helped this child in the same period already.");

    /// <summary>A norm says what one child is given (mức chi); above it a request needs an exception with its reason.</summary>
    public static readonly BusinessRule AboveNorm = new("above-norm",
        "Số tiền vượt mức chi; cần giám đốc hoặc Hội đồng quản lý quỹ cho phép, có nêu lý do.",
        "The amount is above the norm; it needs an exception of the director or the council, with a reason.");

    public static readonly BusinessRule WithinNorm = new("within-norm",
        "Đề nghị không vượt mức chi, hoặc đã được cho phép vượt.",
        "The request is within the norm, or excepted from it already.");

    public static readonly BusinessRule NormNotLater = new("norm-not-later",
        "Mức chi mới phải có hiệu lực sau ngày hiệu lực của mức đang có.",
        "The new norm must begin after the one that is there.");

    public static readonly BusinessRule NormEnded = new("norm-ended",
        "Mức chi này đã có ngày kết thúc.", "The norm has an end already.");

    /// <summary>Money that is reserved or spent cannot be taken back from under a payment.</summary>
    public static readonly BusinessRule DonationAlreadySpent = new("donation-already-spent",
        "Khoản ủng hộ đã được giữ chỗ hoặc đã chi. Hãy hủy các khoản chi dùng tiền này hoặc chuyển chúng sang khoản ủng hộ khác trước.",
        "The gift's money is reserved or spent. Cancel or reverse what it pays for, or move it to another gift, first.");

    public static readonly BusinessRule LotRestTooSmall = new("lot-rest-too-small",
        "Phần tiền này không còn đủ để đổi mục đích.", "Not enough of this lot is left to be given another purpose.");

    public static readonly BusinessRule DrawEnded = new("draw-ended",
        "Phần tiền này không còn thuộc khoản chi nữa; hãy tải lại trang.",
        "This draw no longer stands for the disbursement; load it again.");

    public static readonly BusinessRule DonationAlreadyReversed = new("donation-already-reversed",
        "Khoản ủng hộ này đã được hủy.", "The gift is already reversed.");

    /// <summary>A closed month (khóa sổ) does not change; what was forgotten is posted in an open one, or the month is reopened.</summary>
    public static readonly BusinessRule PeriodClosed = new("period-closed",
        "Kỳ kế toán của ngày này đã khóa sổ.", "The books of this day's month are closed.");

    public static readonly BusinessRule PeriodOpen = new("period-open",
        "Kỳ kế toán này đang mở.", "The books of this month are open.");

    public static readonly BusinessRule PeriodNotOver = new("period-not-over",
        "Kỳ kế toán chưa kết thúc nên chưa khóa sổ được.", "The month is not over, so its books cannot be closed.");

    public static readonly BusinessRule DonorExists = new("donor-exists",
        "Đã có nhà hảo tâm khác với mã số thuế hoặc tên, loại, số điện thoại này.",
        "Another donor has this tax code, or this name, kind and phone.");

    /// <summary>What is known of a giver is kept in one place: the donor that was kept.</summary>
    public static readonly BusinessRule DonorMerged = new("donor-merged",
        "Nhà hảo tâm này đã được gộp vào nhà hảo tâm khác.", "This donor was merged into another one.");

    public static readonly BusinessRule MergeWithItself = new("merge-with-itself",
        "Không thể gộp một nhà hảo tâm với chính mình.", "A donor cannot be merged with itself.");

    /// <summary>Each unit keeps its own register (A02).</summary>
    public static readonly BusinessRule MergeOtherUnit = new("merge-other-unit",
        "Chỉ gộp được hai nhà hảo tâm trong sổ của cùng một đơn vị.", "Only donors of one unit's register can be merged.");

    public static readonly BusinessRule MergeUndone = new("merge-undone",
        "Lần gộp này đã được tách ra.", "This merge is already undone.");

    public static readonly BusinessRule MergeBuiltUpon = new("merge-built-upon",
        "Nhà hảo tâm được giữ lại sau đó đã gộp vào nhà hảo tâm khác; hãy tách lần gộp sau trước.",
        "The kept donor was itself merged since; undo the later merge first.");

    public static readonly BusinessRule MergeIdentityTaken = new("merge-identity-taken",
        "Mã số thuế hoặc tên, loại, số điện thoại của nhà hảo tâm đã gộp nay thuộc về nhà hảo tâm khác trong sổ.",
        "Another donor of the register has by now the tax code, or the name, kind and phone, of the merged one.");

    public static readonly BusinessRule ReceiptAlreadyGiven = new("receipt-already-given",
        "Phiếu thu của khoản này đã giao cho nhà hảo tâm.", "The giver already has the receipt of this gift.");

    public static readonly BusinessRule NoGiftsInYear = new("no-gifts-in-year",
        "Trong năm này không có khoản ủng hộ nào để lập giấy.", "There is no gift in this year to make a paper of.");

    /// <summary>A file is made while the officer waits, and printed in one go.</summary>
    public static readonly BusinessRule TooManyPapers = new("too-many-papers",
        "Quá nhiều để in trong một tệp; hãy lọc theo loại, tên hoặc số tiền tối thiểu.",
        "These are too many for one file; narrow it by kind, name or least total.");

    public static readonly BusinessRule PledgeCancelled = new("pledge-cancelled",
        "Cam kết này đã hủy.", "This pledge is cancelled.");

    public static readonly BusinessRule PledgeFulfilled = new("pledge-fulfilled",
        "Cam kết này đã nhận đủ, không còn gì để hủy.", "All of this pledge came; there is nothing to cancel.");

    /// <summary>Whoever made a request answers for it: nobody else corrects, submits or withdraws it before it is approved.</summary>
    public static readonly BusinessRule OnlyTheRequester = new("only-the-requester",
        "Chỉ người lập đề nghị được sửa, trình, rút đề nghị trước khi phê duyệt, hoặc lập lại đề nghị đã trả.",
        "Only the requester corrects, submits or withdraws a request before approval, or copies one that was turned down.");

    /// <summary>The day of payment lies between approval and today: the books never show money leaving without a signature.</summary>
    public static readonly BusinessRule PaidBeforeApproval = new("paid-before-approval",
        "Ngày chi không được trước ngày phê duyệt.", "The day of payment must not be before the day of approval.");

    public static readonly BusinessRule ProgrammeEnded = new("programme-ended",
        "Chương trình không còn hiệu lực.", "The programme is not in force.");

    public static readonly BusinessRule LimitBelowUsed = new("limit-below-used",
        "Hạn mức không được thấp hơn số đã duyệt và đã chi trong năm.",
        "The limit must not be below what is approved and paid in that year.");

    public static readonly BusinessRule BasisFixed = new("basis-fixed",
        "Cách tính này do kế hoạch quy định, không sửa được.", "The plan itself says how this source counts; it cannot be changed.");

    public static readonly BusinessRule SettingNotLater = new("setting-not-later",
        "Ngày hiệu lực phải sau ngày hiệu lực của mức đang có.", "The new figure must begin after the one that is there.");

    public static readonly BusinessRule EvidenceWithdrawn = new("evidence-withdrawn",
        "Chứng từ đã bị thu hồi.", "The file of evidence was withdrawn.");

    public static readonly BusinessRule EvidenceStillRequired = new("evidence-still-required",
        "Chương trình yêu cầu loại chứng từ này; hãy thêm bản khác trước khi thu hồi.",
        "The programme asks for this kind of paper; add another before this one is withdrawn.");

    public static readonly BusinessRule TooMuchEvidence = new("too-much-evidence",
        "Mỗi khoản chi có tối đa 50 tệp chứng từ.", "A disbursement has at most 50 files of evidence.");

    public static readonly BusinessRule VoucherNotYet = new("voucher-not-yet",
        "Phiếu chi chỉ có sau khi chi.", "The voucher exists once the money is paid.");

    /// <summary>The cases service has not said yet whether the case may be supported: the request waits, and is asked again.</summary>
    public static readonly Refusal CaseNotVerified = new(503, "case-not-verified",
        "Chưa xác minh được vụ việc; hồ sơ vẫn chờ phê duyệt, hãy thử lại sau.",
        "The case could not be verified yet; the request still waits for approval, try again later.", RetryAfterSeconds: 30);

    public static readonly BusinessRule ProgrammeExists = new("programme-exists",
        "Mã chương trình đã có.", "A programme with this code exists.");

    /// <summary>Sentences for wrong fields that only the fund knows; the codes stand in the contract's annotations.</summary>
    public static void RegisterFieldRules()
    {
        FieldRules.Register("invalid-tax-code", "Mã số thuế gồm 10 chữ số, hoặc 13 chữ số.", "A tax code has 10 digits, or 13.");
        FieldRules.Register("invalid-phone", "Số điện thoại gồm 3 đến 15 chữ số.", "A phone number has 3 to 15 digits.");
        FieldRules.Register("invalid-code", "Mã gồm chữ in hoa, chữ số và dấu gạch dưới.", "A code has capital letters, digits and underscores.");
        FieldRules.Register("reason-length", "Lý do phải có từ 3 đến 500 ký tự.", "The reason needs 3 to 500 characters.");
        FieldRules.Register("purpose-length", "Nội dung chi phải có từ 3 đến 500 ký tự.", "The purpose needs 3 to 500 characters.");
        FieldRules.Register("duplicate-item", "Mục này đã có trong danh sách.", "This item is in the list already.");
        FieldRules.Register(
            "one-child-per-case", "Mỗi vụ việc là của một trẻ em: số trẻ phải là 1.", "A case is of one child: the count must be 1.");
        FieldRules.Register("evidence-missing",
            "Thiếu chứng từ mà chương trình yêu cầu.", "A paper that the programme asks for is missing.");
        FieldRules.Register("case-without-plan",
            "Không có vụ việc mang số này, hoặc kế hoạch hỗ trợ của vụ việc chưa được duyệt.",
            "There is no case of this number, or its support plan is not approved.");
        FieldRules.Register("unknown-unit",
            "Không có đơn vị hành chính mang mã này vào ngày dự kiến chi.", "No administrative unit has this code on the planned day.");
        FieldRules.Register("ends-before-start", "Ngày kết thúc không được trước ngày bắt đầu.", "The end must not be before the start.");
        FieldRules.Register("code-differs-from-address", "Mã phải giống mã trong địa chỉ.", "The code must be the one of the address.");
        FieldRules.Register("instalments-count", "Cam kết có từ 1 đến 60 đợt.", "A pledge has 1 to 60 instalments.");
        FieldRules.Register("due-before-pledge", "Hạn không được trước ngày cam kết.",
            "An instalment must not be due before the pledge.");
        FieldRules.Register("unknown-pledge", "Không tìm thấy cam kết này.", "This pledge does not exist.");
        FieldRules.Register("pledge-of-other-donor",
            "Cam kết này là của nhà hảo tâm khác.",
            "This pledge is another donor's; name the donor by the id that the pledge has.");
        FieldRules.Register("unknown-donor", "Không tìm thấy nhà hảo tâm này.", "This donor does not exist.");
        FieldRules.Register("date-too-old", "Ngày nhận không được trước năm 2000.", "The date must not be before the year 2000.");
        FieldRules.Register("amount-or-percent",
            "Ghi số tiền hoặc tỷ lệ, cùng một cách cho mọi phần.", "Give an amount or a percent, the same for all lines.");
        FieldRules.Register("area-too-wide",
            "Chọn huyện hoặc xã; cả tỉnh thì không phải là điều kiện.", "Name a district or commune; the whole province restricts nothing.");
        FieldRules.Register("case-number",
            "Số vụ việc có dạng VV-2024-00045.", "A case number looks like VV-2024-00045.");
        FieldRules.Register("line-too-small",
            "Tỷ lệ này chưa được một đồng.", "This percent is less than one đồng.");
        FieldRules.Register("lines-sum",
            "Các phần cộng lại phải bằng số tiền của khoản ủng hộ.", "The lines must sum to the gift's amount.");
        FieldRules.Register("not-for-this-kind",
            "Loại điều kiện này không ghi mục này.", "A restriction of this kind does not name this.");
        FieldRules.Register("percent-sum",
            "Các tỷ lệ cộng lại phải bằng 100%.", "The percents must sum to 100.");
        FieldRules.Register("consent-length",
            "Ghi nơi lưu văn bản đồng ý, từ 3 đến 200 ký tự.", "Say in 3 to 200 characters where the consent is kept.");
        FieldRules.Register("same-purpose",
            "Phần tiền này đã dành cho mục đích đó.", "This money is for that purpose already.");
        FieldRules.Register("unknown-area",
            "Không có huyện, xã nào mang mã này.", "No district or commune has this code.");
        FieldRules.Register("restriction-with-lines",
            "Khoản đã chia theo mục đích thì mỗi phần có điều kiện riêng.", "A split gift has its restrictions in its lines.");
        FieldRules.Register("restriction-without-programme",
            "Khoản không hạn chế thì không ghi chương trình.", "A gift without restriction names no programme.");
    }
}
