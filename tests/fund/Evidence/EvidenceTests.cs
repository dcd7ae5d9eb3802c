using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Documents.Sheets;
using ChildPlatform.ServiceDefaults.Files;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Fund.Tests.Evidence;

/// <summary>Papers that prove a disbursement (F14).</summary>
public class EvidenceTests(FundApi api) : IClassFixture<FundApi>
{
    private const string SentName = "Giấy ra viện của Nguyễn Thị Hạnh Đào.pdf";

    private static readonly byte[] _paper = [.. "%PDF-1.7\n"u8, .. Encoding.UTF8.GetBytes("Danh sách ký nhận"),
        .. new byte[3000]];

    [Fact]
    public async Task F14_a_programmes_papers_must_be_there_before_a_request_goes_up()
    {
        await Ask("BOI", "DU_TOAN", "DANH_SACH");
        var draft = await api.Drafted(Given.Request(1_000_000, "BOI"));
        var path = $"/disbursements/{draft.Id}";
        Assert.Equal(["DANH_SACH", "DU_TOAN"], (await api.Get<DisbursementResponse>(FundApi.Officer, path)).MissingPapers);
        var before = await api.Footprint();
        Assert.Equal(["/evidence/DANH_SACH evidence-missing", "/evidence/DU_TOAN evidence-missing"],
            await api.Try(FundApi.Officer, draft, "submit").Invalid());
        Assert.Equal(before, await api.Footprint());

        await Send(FundApi.Officer, draft.Id, "DANH_SACH").Read<DisbursementEvidenceResponse>();
        var wrong = await Send(FundApi.Officer, draft.Id, "DU_TOAN").Read<DisbursementEvidenceResponse>();
        await Withdraw(draft.Id, wrong.Id, "Nhầm tệp").Read<DisbursementEvidenceResponse>();
        Assert.Equal(["/evidence/DU_TOAN evidence-missing"], await api.Try(FundApi.Officer, draft, "submit").Invalid());
        await Send(FundApi.Officer, draft.Id, "DU_TOAN").Read<DisbursementEvidenceResponse>();
        var submitted = await api.Act(FundApi.Officer, draft, "submit");
        Assert.Equal(DisbursementState.Submitted, submitted.State);

        // What the request went up with stays until something takes its place.
        var files = (await api.Get<Listed<DisbursementEvidenceResponse>>(FundApi.Accountant, path + "/evidence")).Items;
        Assert.Equal(3, files.Count);
        await Withdraw(draft.Id, files[2].Id, "Bản cũ").Refused(HttpStatusCode.Conflict, "evidence-still-required");
        await Send(FundApi.Accountant, draft.Id, "DU_TOAN").Read<DisbursementEvidenceResponse>();
        await Withdraw(draft.Id, files[2].Id, "Bản cũ").Read<DisbursementEvidenceResponse>();
        Assert.Equal(DisbursementState.Appraised, (await api.Act(FundApi.Accountant, submitted, "appraise")).State);

        // A programme that asks for nothing lets its requests go up as before.
        await api.Submitted(Given.Request(1_000_000, "AO_AM"));
    }

    [Fact]
    public async Task F14_a_request_of_a_message_needs_the_papers_before_appraisal()
    {
        var submitted = await api.Submitted(Given.Request(1_000_000, "ME_DO_DAU"));
        await Ask("ME_DO_DAU", "XAC_NHAN");
        Assert.Equal(["/evidence/XAC_NHAN evidence-missing"], await api.Try(FundApi.Accountant, submitted, "appraise").Invalid());
        await Send(FundApi.Accountant, submitted.Id, "XAC_NHAN").Read<DisbursementEvidenceResponse>();
        Assert.Equal(DisbursementState.Appraised, (await api.Act(FundApi.Accountant, submitted, "appraise")).State);
    }

    [Fact]
    public async Task F14_a_file_is_opened_under_the_requests_number_and_what_it_was_sent_as_is_nowhere()
    {
        var draft = await api.Drafted();
        var key = Guid.NewGuid().ToString();
        var added = await Send(FundApi.Officer, draft.Id, "XAC_NHAN", key: key).Read<DisbursementEvidenceResponse>();
        Assert.Equal(added.Id, (await Send(FundApi.Officer, draft.Id, "XAC_NHAN", key: key)
            .Read<DisbursementEvidenceResponse>()).Id);
        Assert.Equal(($"{draft.RequestNumber}-01.pdf", "XAC_NHAN", "pdf", _paper.LongLength), (added.Name, added.Paper,
            added.Kind, added.Size));
        Assert.Equal(added.Id, Assert.Single((await List(draft.Id)).Items).Id);

        using var opened = await api.Get("auditor", $"/disbursements/{draft.Id}/evidence/{added.Id}");
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(_paper, await opened.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", opened.Content.Headers.ContentType!.MediaType);
        Assert.Equal(("attachment", added.Name),
            (opened.Content.Headers.ContentDisposition!.DispositionType,
                opened.Content.Headers.ContentDisposition.FileName!.Trim('"')));
        Assert.True(opened.Headers.CacheControl!.NoStore);
        Assert.Equal(1, await api.Number(
            $"select count(*) from audit_entries where action = 'disbursement.evidence.open' and subject_id = '{draft.Id}'"));
        Assert.Equal(0, await api.Number("select count(*) from audit_entries where details::text like '%Hạnh Đào%'"));
        Assert.Equal(0, await api.Number(
            "select count(*) from idempotency_keys where convert_from(body, 'UTF8') like '%Hạnh Đào%'"));
        Assert.DoesNotContain(Kept(), path => path.Contains("Hạnh", StringComparison.Ordinal));
        Assert.Contains(Kept(), path => Path.GetFileName(path) == added.Id.ToString("N"));
    }

    [Fact]
    public async Task F14_a_withdrawn_file_stays_in_the_list_with_its_reason_and_is_not_opened_any_more()
    {
        var draft = await api.Drafted();
        var added = await Send(FundApi.Officer, draft.Id, "HOA_DON").Read<DisbursementEvidenceResponse>();
        Assert.Equal(["/reason required"], await api.Post(FundApi.Officer,
            $"/disbursements/{draft.Id}/evidence/{added.Id}/withdraw", new { }).Invalid());
        await api.Post("auditor", $"/disbursements/{draft.Id}/evidence/{added.Id}/withdraw",
            new { reason = "Không phải việc của tôi" })
            .Refused(HttpStatusCode.Forbidden, "forbidden");
        var withdrawn = await Withdraw(draft.Id, added.Id, "Hóa đơn của khoản khác").Read<DisbursementEvidenceResponse>();

        Assert.Equal("Hóa đơn của khoản khác", withdrawn.Reason);
        await Withdraw(draft.Id, added.Id, "Lần nữa").Refused(HttpStatusCode.Conflict, "evidence-withdrawn");
        await api.Get(FundApi.Officer, $"/disbursements/{draft.Id}/evidence/{added.Id}")
            .Refused(HttpStatusCode.Conflict, "evidence-withdrawn");
        Assert.Equal(("Hóa đơn của khoản khác", true), Assert.Single((await List(draft.Id)).Items) is { } left
            ? (left.Reason!, left.WithdrawnAt is not null)
            : default);
    }

    [Fact]
    public async Task F14_another_unit_finds_neither_list_nor_file_and_wrong_papers_are_named()
    {
        var draft = await api.Drafted();
        var added = await Send(FundApi.Officer, draft.Id, "HOA_DON").Read<DisbursementEvidenceResponse>();
        var elsewhere = Given.WardOfficer("20341");
        var path = $"/api/v1/fund/disbursements/{draft.Id}/evidence";
        foreach (var address in new[] { path, $"{path}/{added.Id}" })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await api.As(elsewhere).GetAsync(new Uri(address,
                UriKind.Relative))).StatusCode);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await api.As(elsewhere).SendAsync(Upload(draft.Id, "HOA_DON", _paper, "a.pdf",
            null))).StatusCode);
        await Send("auditor", draft.Id, "HOA_DON").Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(["/paper not-in-catalogue"], await Send(FundApi.Officer, draft.Id, "GIAY_KHAC").Invalid());
        await Send(FundApi.Officer, draft.Id, "HOA_DON", [.. "MZ"u8, .. new byte[100]])
            .Refused(HttpStatusCode.UnsupportedMediaType, "file-type-not-allowed");
        Assert.Equal(["/papers/1 not-in-catalogue"], await api.Put(
            FundApi.Accountant, "/programmes/HOC_BONG/required-papers", """{"papers":["DU_TOAN","GIAY_KHAC"]}""", 1).Invalid());
        await api.Put(FundApi.Officer, "/programmes/HOC_BONG/required-papers", new { papers = Array.Empty<string>() }, 1)
            .Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Put(FundApi.Accountant, "/programmes/HOC_BONG/required-papers", new { papers = Array.Empty<string>() }, 99)
            .Refused(HttpStatusCode.PreconditionFailed, "version-mismatch");

        var cancelled = await api.Act(FundApi.Officer, draft, "cancel", new { reason = "Không cần nữa" });
        await Send(FundApi.Officer, cancelled.Id, "HOA_DON").Refused(HttpStatusCode.Conflict, "wrong-state");
    }

    [Fact]
    public async Task F14_what_receivers_signed_is_added_after_payment_and_the_sheet_counts_the_papers()
    {
        await api.Gift(5_000_000, "CONG_TRINH");
        var paid = await api.Paid(Given.Request(5_000_000, "CONG_TRINH"));
        await Send(FundApi.Cashier, paid.Id, "KY_NHAN").Read<DisbursementEvidenceResponse>();
        await Send(FundApi.Cashier, paid.Id, "BIEN_BAN").Read<DisbursementEvidenceResponse>();

        using var sheet = await api.Get(FundApi.Accountant, "/disbursements/export?programme=CONG_TRINH");
        await using var content = new MemoryStream(await sheet.Content.ReadAsByteArrayAsync());
        using var reader = SheetReader.Open(content, "khoan-chi.xlsx");
        var rows = reader.Rows().Select(row => row.Cells.Select(cell => cell.Text).ToList()).ToList();
        var (titles, line) = (rows.Single(cells => cells.Contains("Số tệp chứng từ")),
            rows.Single(cells => cells.Contains(paid.RequestNumber)));
        Assert.Equal("2", line[titles.IndexOf("Số tệp chứng từ")]);
    }

    private async Task Ask(string programme, params string[] papers)
    {
        var current = await api.Get<ProgrammeResponse>(FundApi.Accountant, $"/programmes/{programme}");
        var changed = await api.Put(FundApi.Accountant, $"/programmes/{programme}/required-papers", new { papers },
            current.Version)
            .Read<ProgrammeResponse>();
        Assert.Equal(papers.Order(), changed.RequiredPapers.Order());
    }

    private Task<HttpResponseMessage> Send(string user, Guid id, string paper, byte[]? content = null, string? key = null) =>
        api.As(user).SendAsync(Upload(id, paper, content ?? _paper, SentName, key));

    private static HttpRequestMessage Upload(Guid id, string paper, byte[] content, string name, string? key)
    {
        var file = new ByteArrayContent(content);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        var request = new HttpRequestMessage(
            HttpMethod.Post, new Uri($"/api/v1/fund/disbursements/{id}/evidence?paper={paper}", UriKind.Relative))
        {
            Content = new MultipartFormDataContent { { file, "file", name } },
        };
        request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());

        return request;
    }

    private Task<HttpResponseMessage> Withdraw(Guid id, Guid file, string reason) =>
        api.Post(FundApi.Officer, $"/disbursements/{id}/evidence/{file}/withdraw", new { reason });

    private Task<Listed<DisbursementEvidenceResponse>> List(Guid id) =>
        api.Get<Listed<DisbursementEvidenceResponse>>(FundApi.Officer, $"/disbursements/{id}/evidence");

    private IEnumerable<string> Kept() => Directory.EnumerateFiles(
        api.Services.GetRequiredService<IOptions<LocalFolderOptions>>().Value.Folder, "*", SearchOption.AllDirectories);
}
