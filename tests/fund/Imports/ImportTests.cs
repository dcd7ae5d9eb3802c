using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace ChildPlatform.Fund.Tests.Imports;

/// <summary>F08: a month's collection list as offices keep it.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private const string Sample = "danh-sach-ung-ho.xlsx";

    private readonly FundApi _api = new();

    public async ValueTask InitializeAsync()
    {
        await _api.InitializeAsync();

        // The list is of May: it is sent when the month is over.
        _api.Clock.SetUtcNow(new DateTimeOffset(2024, 6, 3, 2, 0, 0, TimeSpan.Zero));
    }

    public ValueTask DisposeAsync() => _api.DisposeAsync();

    private static byte[] SampleBytes() => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Imports", "Samples", Sample));

    private async Task<HttpResponseMessage> Send(byte[] file, string query = "", string? key = "new", string name = Sample, string user = FundApi.Officer)
    {
        using var content = new MultipartFormDataContent { { new ByteArrayContent(file), "file", name } };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/fund/donations/imports" + query) { Content = content };
        request.Headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("vi"));
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key == "new" ? Guid.NewGuid().ToString() : key);
        }

        return await _api.As(user).SendAsync(request);
    }

    private Task<HttpResponseMessage> SendCsv(string csv, string query = "?dryRun=true") => Send(Encoding.UTF8.GetBytes(csv), query, name: "ds.csv");

    [Fact]
    public async Task F08_The_sample_list_previews_as_expected_and_changes_nothing()
    {
        var before = await _api.Number("select count(*) + (select count(*) from journal_entries) from donations");

        var preview = await Send(SampleBytes(), "?dryRun=true", key: null).Read<ImportResponse>();

        Assert.Equal((300, 297, 3, 0, 2_298_200_000L, 0),
            (preview.Rows, preview.Good, preview.Bad, preview.AlreadyImported, preview.Total, preview.Recorded));
        Assert.Equal(
            [(127, "Số tiền (đồng)", "amount-not-a-number"), (267, "Số tiền (đồng)", "amount-negative"), (271, "Ngày nộp", "date-does-not-exist")],
            preview.Errors.Select(error => (error.Row, error.Column, error.Code)));
        Assert.All(preview.Errors, error => Assert.NotEmpty(error.Message));
        Assert.All(preview.Errors, error => Assert.NotEmpty(error.Value!));
        Assert.Equal((297, 2_298_200_000L), (preview.NewRows, preview.NewTotal));
        Assert.Empty(preview.Warnings);
        Assert.Equal(before, await _api.Number("select count(*) + (select count(*) from journal_entries) from donations"));
    }

    [Fact]
    public async Task The_valid_rows_are_recorded_once_however_often_the_list_is_sent()
    {
        var first = await Send(SampleBytes(), "?mode=valid-rows").Read<ImportResponse>();
        var again = await Send(SampleBytes(), "?dryRun=true").Read<ImportResponse>();
        var both = await Task.WhenAll(Send(SampleBytes(), "?mode=valid-rows").Read<ImportResponse>(), Send(SampleBytes(), "?mode=valid-rows").Read<ImportResponse>());

        Assert.Equal((297, 0), (first.Recorded, first.AlreadyImported));
        Assert.Equal((297, 297, 0, 0L), (again.Good, again.AlreadyImported, again.NewRows, again.NewTotal));
        Assert.All(both, import => Assert.Equal(0, import.Recorded));
        Assert.Equal(297, await _api.Number("select count(*) from donations"));
        Assert.Equal(2_298_200_000, await _api.Number("select balance from accounts where code = 'MONEY'"));
        Assert.Equal(297, await _api.Number("select last_number from number_counters where book = 'PT' and year = 2024"));
        Assert.True((await _api.Get<JournalVerificationResponse>("auditor", "/journal/verification")).Ok);
        Assert.Equal(297, (await _api.Told<DonationsRecorded>()).Sum(told => told.Donations.Count));
    }

    [Fact]
    public async Task Two_officers_who_send_the_same_list_at_once_record_it_once()
    {
        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Send(SampleBytes(), "?mode=valid-rows").Read<ImportResponse>()));

        Assert.Equal(297, both.Sum(import => import.Recorded));
        Assert.Equal(297, await _api.Number("select count(*) from donations"));
    }

    [Fact]
    public async Task All_or_nothing_records_nothing_while_a_row_is_bad()
    {
        await Send(SampleBytes()).Refused(HttpStatusCode.UnprocessableContent, "import-has-errors");
        await Send(SampleBytes(), key: null).Refused(HttpStatusCode.PreconditionRequired, "idempotency-key-required");

        Assert.Equal(0, await _api.Number("select count(*) from donations"));
    }

    [Fact]
    public async Task The_officers_own_file_can_be_fetched_with_a_column_of_faults()
    {
        var preview = await Send(SampleBytes(), "?dryRun=true").Read<ImportResponse>();

        using var response = await _api.Get(FundApi.Officer, $"/donations/imports/{preview.Id}/file");
        Assert.Equal(SheetWriter.XlsxContentType, response.Content.Headers.ContentType!.ToString());
        var bytes = await response.Content.ReadAsByteArrayAsync();
        var (own, copy) = (RowsOf(SampleBytes(), Sample), RowsOf(bytes, "checked.xlsx"));
        var faults = own.Max(row => row.Cells.Count);

        // Every cell as it was, in its place and of its kind: titles, numbers, dates, the total.
        Assert.Equal(own.Select(row => row.Number), copy.Select(row => row.Number));
        Assert.All(own.Zip(copy), pair => Assert.Equal(pair.First.Cells, pair.Second.Cells.Take(pair.First.Cells.Count)));
        Assert.Equal([5, 127, 267, 271], copy.Where(row => row[faults].Text.Length > 0).Select(row => row.Number));
        Assert.Equal("Lỗi", copy.Single(row => row.Number == 5)[faults].Text);
        Assert.StartsWith("Số tiền (đồng): ", copy.Single(row => row.Number == 127)[faults].Text, StringComparison.Ordinal);
        using var file = new MemoryStream(bytes);
        using var book = SpreadsheetDocument.Open(file, isEditable: false);
        Assert.Empty(new OpenXmlValidator().Validate(book));
        Assert.Equal(3, book.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<MergeCell>().Count());

        // What it says is no part of the list: sent again it reads as before.
        Assert.Equal(preview.Errors.Select(error => (error.Row, error.Code)),
            (await Send(bytes, "?dryRun=true").Read<ImportResponse>()).Errors.Select(error => (error.Row, error.Code)));
    }

    [Fact]
    public async Task A_list_as_text_comes_back_as_text_with_its_empty_lines()
    {
        var preview = await SendCsv("DANH SÁCH;;;\n\nHọ tên;Số tiền;Ngày nộp;Hình thức\nBà Hai;50.000;20/05/2024;TM\nBà Ba;=1+1;20/05/2024;TM\n").Read<ImportResponse>();

        using var response = await _api.Get(FundApi.Officer, $"/donations/imports/{preview.Id}/file");

        Assert.Equal("text/csv", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains("ds-da-kiem-tra.csv", response.Content.Headers.ContentDisposition!.ToString(), StringComparison.Ordinal);
        var lines = (await response.Content.ReadAsStringAsync()).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(["DANH SÁCH;;;", ";;;", "Họ tên;Số tiền;Ngày nộp;Hình thức;Lỗi", "Bà Hai;50.000;20/05/2024;TM"], lines[..4]);
        Assert.StartsWith("Bà Ba;=1+1;20/05/2024;TM;Số tiền: ", lines[4], StringComparison.Ordinal);
    }

    private static List<SheetRow> RowsOf(byte[] file, string name)
    {
        using var stream = new MemoryStream(file);
        using var sheet = SheetReader.Open(stream, name);

        return [.. sheet.Rows()];
    }

    [Fact]
    public async Task A_list_as_text_with_another_header_place_and_decomposed_names_is_read_too()
    {
        var name = "Nguyễn Thị Ánh".Normalize(NormalizationForm.FormD);
        var preview = await SendCsv($"""
            DANH SÁCH
            Tháng 5
            TT;Họ và tên;Loại;Số tiền;Ngày ủng hộ;Hình thức;Mục đích
            1;{name};Cá nhân;1.000.000 đ;20/05/2024;tm;HỌC BỔNG
            2;Công ty A;Tổ chức;2000000;2024-05-19;CK;
            3;Ông Ba;Cá nhân;1.000;20/05/2024;CK;Xây cầu
            4;Ông Tư;Cá nhân;1.000;04/06/2024;CK;
            5;Ông Năm;Hội;1.000;20/05/2024;Séc;
            ;Tổng cộng;;9.999.999;;;
            """).Read<ImportResponse>();

        Assert.Equal((5, 2, 3, 3_000_000L), (preview.Rows, preview.Good, preview.Bad, preview.Total));
        Assert.Equal("Nguyễn Thị Ánh".Normalize(), preview.Preview[0].DonorName);
        Assert.Equal(("HOC_BONG", "CA_NHAN", PaymentMethod.Cash), (preview.Preview[0].Programme, preview.Preview[0].SourceKind, preview.Preview[0].Method));
        Assert.Equal(["purpose-unknown", "date-in-future", "kind-unknown", "method-unknown"], preview.Errors.Select(error => error.Code));
        Assert.Equal("total-differs", Assert.Single(preview.Warnings).Code);
    }

    [Fact]
    public async Task Equal_rows_in_one_list_are_counted_by_occurrence()
    {
        const string Header = "Họ tên;Số tiền;Ngày nộp;Hình thức\n";
        const string Row = "Bà Hai;50.000;20/05/2024;TM\n";
        await SendCsv(Header + Row + Row, "").Read<ImportResponse>();

        var third = await SendCsv(Header + Row + Row + Row, "").Read<ImportResponse>();

        Assert.Equal((3, 2, 1), (third.Good, third.AlreadyImported, third.Recorded));
    }

    [Fact]
    public async Task Fifty_thousand_rows_of_data_are_taken_and_not_one_more()
    {
        static string List(int rows) => "Danh sách;;;\nHọ tên;Số tiền;Ngày nộp;Hình thức\n"
            + string.Concat(Enumerable.Range(1, rows).Select(i => $"Bà Hai {i};50.000;20/05/2024;TM\n"))
            + $"Tổng cộng;{rows * 50_000L};;\n";

        var full = await SendCsv(List(50_000)).Read<ImportResponse>();

        Assert.Equal((50_000, 50_000, 0), (full.Rows, full.Good, full.Warnings.Count));
        await SendCsv(List(50_001)).Refused(HttpStatusCode.RequestEntityTooLarge, "sheet-too-many-rows");
    }

    [Fact]
    public async Task A_cell_that_holds_too_much_or_a_failed_formula_is_a_fault_of_its_row()
    {
        var layout = new SheetLayout<(string Name, string Note)>()
            .Text("Họ tên", row => row.Name).Number("Số tiền", _ => 50_000).Text("Ngày nộp", _ => "20/05/2024")
            .Text("Hình thức", _ => "TM").Text("Ghi chú", row => row.Note);
        var rows = new[] { ("Bà Hai", "tốt"), ("Bà Ba", "quá dài"), ("hỏng", "") };
        using var file = new MemoryStream();
        await SheetWriter.WriteXlsxAsync(file, layout, rows.ToAsyncEnumerable());
        using (var document = SpreadsheetDocument.Open(file, isEditable: true))
        {
            var sheet = document.WorkbookPart!.WorksheetParts.Single().Worksheet!;
            var cells = sheet.Descendants<Cell>().ToDictionary(cell => cell.CellReference!.Value!);
            cells["E3"].InlineString = new InlineString(new Text(new string('a', 40_000)));
            var broken = cells["A4"];
            (broken.DataType, broken.InlineString, broken.CellValue) = (CellValues.Error, null, new CellValue("#REF!"));
        }

        var preview = await Send(file.ToArray(), "?dryRun=true").Read<ImportResponse>();

        Assert.Equal((3, 1, 2), (preview.Rows, preview.Good, preview.Bad));
        Assert.Equal([(3, "Ghi chú", "cell-too-long"), (4, "Họ tên", "cell-formula-failed")],
            preview.Errors.Select(error => (error.Row, error.Column, error.Code)));
    }

    [Fact]
    public async Task A02_What_the_next_commune_has_recorded_is_neither_told_nor_taken_for_ours()
    {
        const string List = "Họ tên;Số tiền;Ngày nộp;Hình thức\nBà Hai;50.000;20/05/2024;TM\n";
        var (anMy, anPhu) = (Given.WardOfficer("20341"), Given.WardOfficer("20356"));
        _api.As(anMy);
        _api.As(anPhu);
        await Send(Encoding.UTF8.GetBytes(List), name: "ds.csv", user: anMy.Subject).Read<ImportResponse>();

        var second = await Send(Encoding.UTF8.GetBytes(List), name: "ds.csv", user: anPhu.Subject).Read<ImportResponse>();
        var provinces = await SendCsv(List).Read<ImportResponse>();

        Assert.Equal((0, 1), (second.AlreadyImported, second.Recorded));
        Assert.Equal(1, provinces.AlreadyImported);
    }

    [Fact]
    public async Task What_is_no_list_is_refused_with_its_reason()
    {
        await Send("%PDF-1.7 hello"u8.ToArray(), "?dryRun=true").Refused(HttpStatusCode.UnsupportedMediaType, "sheet-unknown-format");
        await Send("MZ"u8.ToArray(), "?dryRun=true", name: "list.csv").Refused(HttpStatusCode.UnsupportedMediaType, "sheet-unknown-format");
        byte[] compound = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[504]];
        await Send([.. compound, .. Encoding.Unicode.GetBytes("Workbook")], "?dryRun=true", name: "list.xls")
            .Refused(HttpStatusCode.UnsupportedMediaType, "sheet-old-excel");
        await Send([.. compound, .. Encoding.Unicode.GetBytes("EncryptedPackage")], "?dryRun=true")
            .Refused(HttpStatusCode.UnsupportedMediaType, "sheet-encrypted");
        await Send(SampleBytes()[..5_000], "?dryRun=true").Refused(HttpStatusCode.UnprocessableContent, "sheet-damaged");
        await SendCsv("a;b\n1;2\n").Refused(HttpStatusCode.UnprocessableContent, "list-no-header");
        await Send([], "?dryRun=true").Refused(HttpStatusCode.UnprocessableContent, "sheet-empty");
        await Send(new byte[21 * 1024 * 1024], "?dryRun=true").Refused(HttpStatusCode.RequestEntityTooLarge, "payload-too-large");
        await Send(SampleBytes(), "?dryRun=true", user: FundApi.Cashier).Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/mode invalid-value"], await Send(SampleBytes(), "?mode=some").Invalid());
    }

    private const string TaxedHeader = "Họ tên;Loại;Mã số thuế;Số tiền;Ngày nộp;Hình thức;Điện thoại\n";

    [Fact]
    public async Task A_row_with_a_known_tax_code_is_that_donors_and_is_never_recorded_twice()
    {
        var known = await _api.Post(FundApi.Officer, "/donors", new { name = "Công ty TNHH Hòa Bình", kind = "charity", taxCode = "4000123456" })
            .Read<DonorResponse>();
        var list = TaxedHeader + "Hoà Bình JSC;Tổ chức;4000123456;1000000;20/05/2024;CK;\nCông ty TNHH Hòa Bình;Tổ chức;;2000000;20/05/2024;CK;";

        var first = await SendCsv(list, "").Read<ImportResponse>();
        var partly = await SendCsv(list + "\nBà Năm;Cá nhân;;50000;21/05/2024;TM;", "?dryRun=true").Read<ImportResponse>();

        Assert.Equal([(2, "donor-name-differs")], first.Warnings.Select(warning => (warning.Row!.Value, warning.Code)));
        Assert.Equal((2, 0), (first.Recorded, first.AlreadyImported));
        Assert.Equal((3, 2, 1, 50_000L), (partly.Good, partly.AlreadyImported, partly.NewRows, partly.NewTotal));
        Assert.Equal(2, await _api.Number($"select count(*) from donations where donor_id = '{known.Id}' and donor_kind = 'charity'"));
    }

    [Fact]
    public async Task A_wards_list_neither_finds_nor_reveals_a_donor_of_the_province()
    {
        await _api.Post(FundApi.Officer, "/donors", new { name = "Công ty Sông Hàn", kind = "charity", taxCode = "4000123456" }).Read<DonorResponse>();
        using var content = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(TaxedHeader + "Tên tự đặt;Tổ chức;4000123456;1000000;20/05/2024;CK;")), "file", "ds.csv" },
        };

        var preview = await _api.As(Given.WardOfficer("20341"))
            .PostAsync(new Uri("/api/v1/fund/donations/imports?dryRun=true", UriKind.Relative), content).Read<ImportResponse>();

        Assert.Empty(preview.Warnings);
        Assert.Equal(("Tên tự đặt", DonorKind.Enterprise), (preview.Preview[0].DonorName, preview.Preview[0].DonorKind));
    }

    [Fact]
    public async Task A_phone_that_is_none_is_a_fault_of_its_row()
    {
        var preview = await SendCsv(TaxedHeader + "Bà Năm;Cá nhân;;50000;21/05/2024;TM;không có").Read<ImportResponse>();

        Assert.Equal([(2, "Điện thoại", "không có", "invalid-phone")],
            preview.Errors.Select(error => (error.Row, error.Column, error.Value, error.Code)));
    }
}
