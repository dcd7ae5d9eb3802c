namespace ChildPlatform.Documents.Sheets;

/// <summary>What kind of answer a refused file deserves.</summary>
public enum SheetRefusalKind
{
    /// <summary>Not a file the platform reads at all (415).</summary>
    NotASheet,

    /// <summary>More than a limit allows (413).</summary>
    TooLarge,

    /// <summary>The right kind of file, but its content cannot be read (422).</summary>
    Unreadable,
}

/// <summary>A reason for which a whole file is refused. Codes are part of the API and never change.</summary>
public sealed record SheetRefused(string Code, SheetRefusalKind Kind, string Vi, string En)
{
    public static readonly SheetRefused Empty = new("sheet-empty", SheetRefusalKind.Unreadable,
        "Tệp không có dữ liệu.", "The file is empty.");

    public static readonly SheetRefused Unknown = new("sheet-unknown-format", SheetRefusalKind.NotASheet,
        "Nội dung tệp không phải bảng tính .xlsx hoặc .csv.", "The content of the file is neither .xlsx nor .csv.");

    public static readonly SheetRefused OldExcel = new("sheet-old-excel", SheetRefusalKind.NotASheet,
        "Tệp thuộc định dạng Excel cũ (.xls); hãy lưu lại thành .xlsx.",
        "The file is in the old Excel format (.xls); save it as .xlsx.");

    public static readonly SheetRefused Encrypted = new("sheet-encrypted", SheetRefusalKind.NotASheet,
        "Tệp được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại.",
        "The file is protected by a password; remove it and send the file again.");

    public static readonly SheetRefused Macro = new("sheet-macro", SheetRefusalKind.NotASheet,
        "Tệp chứa macro; hãy lưu lại thành .xlsx.", "The file contains macros; save it as .xlsx.");

    public static readonly SheetRefused TooLarge = new("sheet-too-large", SheetRefusalKind.TooLarge,
        "Tệp hoặc nội dung sau khi giải nén quá lớn.", "The file, or its content once unpacked, is too large.");

    public static readonly SheetRefused Compression = new("sheet-compression", SheetRefusalKind.TooLarge,
        "Tệp được nén ở mức bất thường nên không được mở.",
        "The file is compressed beyond what a sheet ever is, and was not opened.");

    public static readonly SheetRefused TooManyRows = new("sheet-too-many-rows", SheetRefusalKind.TooLarge,
        "Tệp có quá nhiều dòng; mỗi tệp tối đa 50.000 dòng dữ liệu.", "The file has too many rows; 50,000 rows of data at most.");

    public static readonly SheetRefused CellTooLong = new("sheet-cell-too-long", SheetRefusalKind.Unreadable,
        "Một ô có nội dung quá dài.", "A cell holds too much text.");

    public static readonly SheetRefused OpenQuote = new("sheet-open-quote", SheetRefusalKind.Unreadable,
        "Một dấu ngoặc kép không được đóng nên các dòng bị dính vào nhau.",
        "A quotation mark is not closed, so that rows run into each other.");

    public static readonly SheetRefused NoWorksheet = new("sheet-no-worksheet", SheetRefusalKind.Unreadable,
        "Tệp không có trang tính nào đọc được.", "The file has no worksheet that can be read.");

    public static readonly SheetRefused Damaged = new("sheet-damaged", SheetRefusalKind.Unreadable,
        "Tệp bị hỏng hoặc không đúng cấu trúc của bảng tính.", "The file is damaged, or not built as a sheet is.");

    /// <summary>The exception that carries this refusal.</summary>
    public SheetRefusedException Because(Exception? cause = null) => new(this, cause);
}

/// <summary>A file was refused as a whole, while it was opened or while its rows were read.</summary>
public sealed class SheetRefusedException(SheetRefused refusal, Exception? cause = null)
    : Exception($"{refusal.Code}: {refusal.En}", cause)
{
    public SheetRefused Refusal { get; } = refusal;
}
