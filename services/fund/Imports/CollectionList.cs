using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.Fund.Donations;
using ChildPlatform.Fund.Donors;
using ChildPlatform.Fund.Programmes;
using ChildPlatform.Kernel;

namespace ChildPlatform.Fund.Imports;

/// <summary>
/// One fault of one row, as the officer finds it in the sheet: row number, header of the column, what the cell holds, code,
/// both sentences.
/// </summary>
internal sealed record RowError(int Row, string Column, string? Value, string Code, string Vi, string En);

/// <summary>A remark on the list as a whole.</summary>
internal sealed record ListWarning(int? Row, string Code, string Vi, string En);

/// <summary>A row that can be recorded.</summary>
internal sealed record CollectedRow(
    int Row, bool IsOrganisation, DonorDetails Donor, string SourceKind, long Amount, DateOnly ReceivedOn, PaymentMethod Method, string? Programme, string? Note)
{
    /// <summary>Name of the known donor with the row's tax code, which the receipt bears whatever the list calls it.</summary>
    public string? RegisteredName { get; init; }

    public string ReceiptName => RegisteredName ?? Donor.Name;

    public bool NameDiffers => VietnameseText.EqualityKey(ReceiptName) != VietnameseText.EqualityKey(Donor.Name);

    public long ImportKey => Gift.ImportKeyOf(ReceiptName, Amount, ReceivedOn, Method, Programme);

    public bool IsSameAs(string donorName, long amount, DateOnly receivedOn, PaymentMethod method, string? programme) =>
        VietnameseText.EqualityKey(donorName) == VietnameseText.EqualityKey(ReceiptName)
        && amount == Amount && receivedOn == ReceivedOn && method == Method && programme == Programme;
}

/// <summary>What a collection list needs to be read by: today, the catalogue, the words of the purpose column.</summary>
internal sealed record ListContext(DateOnly Today, Catalogue Catalogue, IReadOnlyDictionary<string, PurposeMapping> Purposes);

/// <summary>A donor of the register that the list may mean, with the source that its last gift was counted under.</summary>
internal sealed record KnownGiver(string Name, DonorKind Kind, string? TaxCode, string? SourceKind);

/// <summary>
/// A collection list (danh sách ủng hộ) as offices keep it: title rows, the header somewhere in the first rows, amounts and dates as
/// numbers or as text, a total row at the end. Reading it changes nothing; every fault names its row, column and reason.
/// </summary>
internal sealed class CollectionList
{
    private const string Name = "name";
    private const string Kind = "kind";
    private const string Amount = "amount";
    private const string Date = "date";
    private const string Method = "method";
    private const string Purpose = "purpose";
    private const string Note = "note";
    private const string TaxCode = "tax-code";
    private const string Phone = "phone";
    private const string Order = "order";

    private static readonly SheetHeaderColumn[] Columns =
    [
        new(Name, true, "Họ tên/Đơn vị", "Họ và tên/Đơn vị", "Họ tên, đơn vị", "Họ tên", "Họ và tên", "Tên đơn vị", "Đơn vị", "Tên nhà hảo tâm",
            "Nhà hảo tâm", "Người ủng hộ", "Tổ chức, cá nhân", "Tên"),
        new(Kind, false, "Loại", "Đối tượng", "Loại đối tượng", "Phân loại"),
        new(Amount, true, "Số tiền", "Số tiền ủng hộ", "Số tiền đồng", "Số tiền VND", "Thành tiền"),
        new(Date, true, "Ngày nộp", "Ngày ủng hộ", "Ngày nhận", "Ngày tháng", "Ngày", "Ngày chuyển", "Ngày thu"),
        new(Method, true, "Hình thức", "Hình thức nộp", "Phương thức", "Hình thức ủng hộ", "Cách nộp"),
        new(Purpose, false, "Mục đích", "Nội dung ủng hộ", "Mục đích ủng hộ", "Chương trình", "Nội dung"),
        new(Note, false, "Ghi chú", "Diễn giải"),
        new(TaxCode, false, "Mã số thuế", "MST"),
        new(Phone, false, "Điện thoại", "Số điện thoại", "SĐT"),
        new(Order, false, "STT", "TT", "Số TT"),
    ];

    private static readonly Dictionary<string, PaymentMethod> Methods = new()
    {
        ["ck"] = PaymentMethod.Transfer,
        ["chuyen khoan"] = PaymentMethod.Transfer,
        ["tm"] = PaymentMethod.Cash,
        ["tien mat"] = PaymentMethod.Cash,
        ["kb"] = PaymentMethod.Treasury,
        ["kho bac"] = PaymentMethod.Treasury,
    };

    private readonly List<CollectedRow> _good = [];
    private readonly List<RowError> _errors = [];
    private readonly List<ListWarning> _warnings = [];
    private readonly HashSet<int> _badRows = [];
    private int _dataRows;

    private CollectionList(SheetHeader header, int width)
    {
        Header = header;
        Width = width;
    }

    public SheetHeader Header { get; }
    public IReadOnlyList<CollectedRow> Good => _good;
    public IReadOnlyList<RowError> Errors => _errors;
    public IReadOnlyList<ListWarning> Warnings => _warnings;

    /// <summary>Cells of the widest row, titles and signatures included.</summary>
    public int Width { get; }
    public int Bad => _badRows.Count;

    /// <summary>Reads a whole list; refuses a file that is no sheet or has no header that can be recognised.</summary>
    public static CollectionList Read(Stream file, string fileName, ListContext context)
    {
        using var reader = SheetReader.Open(file, fileName);
        var rows = reader.Rows().ToList();
        if (SheetHeader.Find(rows, Columns) is not { IsComplete: true } header)
        {
            throw new SheetRefusedException(NoHeader);
        }

        var list = new CollectionList(header, rows.Max(row => row.Cells.Count));
        foreach (var row in rows.SkipWhile(row => row.Number <= header.Row.Number))
        {
            list.Add(row, context);
        }

        return list;
    }

    /// <summary>
    /// Organisations that the register knows keep their kind and the source they were counted under; a row with a known tax
    /// code is that donor's, with a warning where the list names it otherwise.
    /// </summary>
    /// <param name="givers">The longest known first.</param>
    public void Recognise(IReadOnlyCollection<KnownGiver> givers)
    {
        var byTaxCode = givers.Where(giver => giver.TaxCode is not null)
            .DistinctBy(giver => giver.TaxCode).ToDictionary(giver => giver.TaxCode!);
        var byName = givers.Where(giver => giver.Kind is not (DonorKind.Person or DonorKind.Anonymous))
            .DistinctBy(giver => VietnameseText.EqualityKey(giver.Name))
            .ToDictionary(giver => VietnameseText.EqualityKey(giver.Name));
        for (var i = 0; i < _good.Count; i++)
        {
            var row = _good[i];
            if (row.Donor.TaxCode is { } taxCode && byTaxCode.TryGetValue(taxCode, out var giver))
            {
                row = row with { RegisteredName = giver.Name };
                if (row.NameDiffers)
                {
                    _warnings.Add(new ListWarning(row.Row, "donor-name-differs",
                        $"Mã số thuế {taxCode} đã đăng ký cho “{giver.Name}”; khoản của “{row.Donor.Name}” ghi cho người này.",
                        $"Tax code {taxCode} is registered for “{giver.Name}”; the gift of “{row.Donor.Name}” is theirs."));
                }
            }
            else if (!row.IsOrganisation || !byName.TryGetValue(VietnameseText.EqualityKey(row.Donor.Name), out giver))
            {
                continue;
            }

            _good[i] = row.IsOrganisation
                ? row with { Donor = row.Donor with { Kind = giver.Kind }, SourceKind = giver.SourceKind ?? row.SourceKind }
                : row;
        }
    }

    public static readonly SheetRefused NoHeader = new("list-no-header", SheetRefusalKind.Unreadable,
        "Không tìm thấy dòng tiêu đề có các cột: họ tên/đơn vị, số tiền, ngày nộp, hình thức.",
        "No header row with name, amount, date and method was found in the first rows.");

    private void Add(SheetRow row, ListContext context)
    {
        if (IsTotal(row))
        {
            CheckTotal(row);

            return;
        }

        if (row[Header[Name]].IsEmpty && row[Header[Amount]].IsEmpty)
        {
            // Place, date and signatures under the table: not data.
            return;
        }

        // The reader leaves room for titles and signatures, so only here is it known which rows are data.
        if (++_dataRows > SheetLimits.Default.MaxDataRows)
        {
            throw SheetRefused.TooManyRows.Because();
        }

        var faults = _errors.Count;
        foreach (var column in Columns.Where(column => column.Name != Order))
        {
            Take(row, column.Name, SheetText.Read(row[Header[column.Name]]));
        }

        if (_errors.Count > faults)
        {
            // What such a cell holds is not judged further.
            _badRows.Add(row.Number);

            return;
        }

        var donor = ReadDonor(row, out var isOrganisation);
        var amount = Take(row, Amount, SheetAmount.Read(row[Header[Amount]]));
        var date = ReadDate(row, context);
        var method = ReadMethod(row);
        var programme = ReadPurpose(row, context, date);
        if (_errors.Count > faults)
        {
            _badRows.Add(row.Number);

            return;
        }

        _good.Add(new CollectedRow(
            row.Number, isOrganisation, donor!, isOrganisation ? "DOANH_NGHIEP_TO_CHUC" : "CA_NHAN", amount, date, method, programme, DonorDetails.Clean(row[Header[Note]].Text)));
    }

    private static bool IsTotalWord(string text) =>
        VietnameseText.SearchKey(text).TrimEnd(':', '.', ' ') is "tong cong" or "tong" or "cong" or "tong so" or "tong so tien" or "cong tong";

    /// <summary>A row that says "Tổng cộng" in place of a name or number, and gives neither date nor method.</summary>
    private bool IsTotal(SheetRow row) =>
        row[Header[Date]].IsEmpty && row[Header[Method]].IsEmpty && row.Cells.Any(cell => cell.Kind == SheetCellKind.Text && IsTotalWord(cell.Text));

    private void CheckTotal(SheetRow row)
    {
        var stated = SheetAmount.Read(row[Header[Amount]]);
        var sum = _good.Sum(good => good.Amount);
        if (stated.Error is null && stated.Value != sum)
        {
            _warnings.Add(new ListWarning(row.Number, "total-differs",
                $"Dòng tổng cộng ghi {Vnd.Group(stated.Value)} đồng, các dòng hợp lệ cộng lại là {Vnd.Group(sum)} đồng.",
                $"The total row says {stated.Value:N0}, the good rows sum to {sum:N0}."));
        }
    }

    private DonorDetails? ReadDonor(SheetRow row, out bool isOrganisation)
    {
        isOrganisation = false;
        var name = DonorDetails.Clean(row[Header[Name]].Text);
        if (name is null)
        {
            Fault(row, Name, "name-missing", "Chưa có họ tên hoặc tên đơn vị.", "The name is missing.");

            return null;
        }

        if (name.Length > 300)
        {
            Fault(row, Name, "name-too-long", "Tên dài quá 300 ký tự.", "The name is longer than 300 characters.");

            return null;
        }

        var taxCode = ReadTaxCode(row);
        var phone = DonorDetails.Clean(row[Header[Phone]].Text);
        if (phone is { Length: > 30 })
        {
            Fault(row, Phone, "phone-too-long", "Số điện thoại dài quá 30 ký tự.", "The phone number is longer than 30 characters.");
        }
        else if (phone is not null && !Phones.IsValid(phone))
        {
            Fault(row, Phone, "invalid-phone", "Số điện thoại gồm 3 đến 15 chữ số.", "A phone number has 3 to 15 digits.");
        }

        switch (VietnameseText.SearchKey(row[Header[Kind]].Text))
        {
            case "ca nhan" or "":
                return DonorDetails.Of(DonorKind.Person, name, taxCode, phone);
            case "to chuc" or "don vi" or "doanh nghiep":
                isOrganisation = true;

                return DonorDetails.Of(DonorKind.Enterprise, name, taxCode, phone);
            default:
                Fault(row, Kind, "kind-unknown", "Loại phải là Cá nhân hoặc Tổ chức.", "The kind must be Cá nhân or Tổ chức.");

                return null;
        }
    }

    private string? ReadTaxCode(SheetRow row)
    {
        var text = DonorDetails.Clean(row[Header[TaxCode]].Text);
        if (text is null || TaxCodes.IsValid(text))
        {
            return text;
        }

        Fault(row, TaxCode, "invalid-tax-code", "Mã số thuế gồm 10 hoặc 13 chữ số.", "A tax code has 10 digits, or 13.");

        return null;
    }

    private DateOnly ReadDate(SheetRow row, ListContext context)
    {
        var date = Take(row, Date, SheetDate.Read(row[Header[Date]]));
        if (date > context.Today)
        {
            Fault(row, Date, "date-in-future", "Ngày nộp không được sau ngày hôm nay.", "The date must not be after today.");
        }
        else if (date != default && date.Year < 2000)
        {
            Fault(row, Date, "date-too-old", "Ngày nộp không được trước năm 2000.", "The date must not be before the year 2000.");
        }

        return date;
    }

    private PaymentMethod ReadMethod(SheetRow row)
    {
        if (!Methods.TryGetValue(VietnameseText.SearchKey(row[Header[Method]].Text), out var method))
        {
            Fault(row, Method, "method-unknown", "Hình thức phải là CK, Chuyển khoản, TM, Tiền mặt hoặc Kho bạc.",
                "The method must be transfer, cash or treasury.");
        }

        return method;
    }

    private string? ReadPurpose(SheetRow row, ListContext context, DateOnly date)
    {
        var words = row[Header[Purpose]].Text;
        if (words.Length == 0)
        {
            return null;
        }

        if (!context.Purposes.TryGetValue(PurposeMapping.KeyOf(words), out var mapping))
        {
            Fault(row, Purpose, "purpose-unknown", $"Không rõ chương trình của mục đích “{Short(words)}”.", "The purpose is not in the table of purposes.");

            return null;
        }

        if (mapping.Programme is { } programme && date != default && !context.Catalogue.HasProgramme(programme, date))
        {
            Fault(row, Purpose, "programme-not-valid", "Chương trình không còn hiệu lực vào ngày nộp.", "The programme is not in force on that day.");
        }

        return mapping.Programme;
    }

    private T Take<T>(SheetRow row, string column, SheetValue<T> value)
    {
        if (value.Error is { } code)
        {
            var rule = SheetValueErrors.For(code);
            Fault(row, column, rule.Code, rule.Vi, rule.En);
        }

        return value.Value;
    }

    private void Fault(SheetRow row, string column, string code, string vi, string en)
    {
        // The header's own words, so that the officer finds the column in the sheet.
        var header = Header[column] is { } place ? Header.Row[place].Text : column;
        var value = row[Header[column]].Text;
        _errors.Add(new RowError(row.Number, header, value.Length == 0 ? null : Short(value), code, vi, en));
    }

    private static string Short(string words) => words.Length <= 60 ? words : words[..60] + "…";
}
