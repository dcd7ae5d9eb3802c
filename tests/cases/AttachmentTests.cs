using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

/// <summary>Files of a case: what may come in, who may open it, and what lies on the disk.</summary>
public class AttachmentTests(CasesApi api) : IClassFixture<CasesApi>
{
    private const string Name = "Giấy khám của Nguyễn Thị Hạnh Đào.pdf";
    private const string Marker = "Vết bầm ở cánh tay trái, khám tại trạm y tế";

    private static readonly byte[] Paper =
        [.. "%PDF-1.7\n"u8, .. Encoding.UTF8.GetBytes(Marker), .. RandomNumberGenerator.GetBytes(200_000)];

    private string Folder => api.Services.GetRequiredService<IOptions<LocalFolderOptions>>().Value.Folder;

    [Fact]
    public async Task A_file_is_opened_only_for_a_purpose_and_each_look_is_on_record()
    {
        var taken = await api.TakenIn();
        var added = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        var path = $"/{taken.Id}/attachments";

        Assert.Equal(("***", true, "pdf", Paper.LongLength), (added.Name, added.Masked, added.Kind, added.Size));
        Assert.Equal("***", Assert.Single((await api.Get<Page<AttachmentResponse>>(AnMy, path)).Items).Name);
        await api.Get(AnMy, $"{path}/{added.Id}").Refused((HttpStatusCode)428, "access-purpose-required");
        await api.Get(Hotline, $"{path}/{added.Id}", "case-handling").Refused(HttpStatusCode.Forbidden, "forbidden");
        Assert.Equal(0, await Looks(taken.Id));

        var clear = await api.Get<Page<AttachmentResponse>>(Supervisor, path, "supervision");
        using var opened = await api.Get(AnMy, $"{path}/{added.Id}", "case-handling");

        Assert.Equal(Name, Assert.Single(clear.Items).Name);
        Assert.Equal(HttpStatusCode.OK, opened.StatusCode);
        Assert.Equal(Paper, await opened.Content.ReadAsByteArrayAsync());
        Assert.Equal("application/pdf", opened.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith(taken.Number, opened.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        Assert.Equal("attachment", opened.Content.Headers.ContentDisposition.DispositionType);
        Assert.True(opened.Headers.CacheControl!.NoStore);
        Assert.Equal(2, await Looks(taken.Id));
        var history = await api.Get<Page<CaseStepResponse>>(AnMy, $"/{taken.Id}/history");
        Assert.Equal("added pdf", history.Items.Single(step => step.Action == "attachment").Details);
    }

    [Fact]
    public async Task Another_unit_finds_neither_the_list_nor_the_file_and_adds_none()
    {
        var taken = await api.TakenIn();
        var other = await api.TakenIn();
        var added = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();

        await api.Get(AnPhu, $"/{taken.Id}/attachments").Refused(HttpStatusCode.NotFound, "not-found");
        await api.Get(AnPhu, $"/{taken.Id}/attachments/{added.Id}", "case-handling")
            .Refused(HttpStatusCode.NotFound, "not-found");
        await Send(AnPhu, taken.Id, Paper, Name).Refused(HttpStatusCode.NotFound, "not-found");
        await api.Get(AnMy, $"/{other.Id}/attachments/{added.Id}", "case-handling").Refused(HttpStatusCode.NotFound, "not-found");
        await Send(Hotline, taken.Id, Paper, Name).Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task The_same_key_adds_one_file_and_its_plain_bytes_and_name_are_nowhere()
    {
        var taken = await api.TakenIn();
        var before = Kept();
        var key = Guid.NewGuid().ToString();
        var first = await Send(AnMy, taken.Id, Paper, Name, key).Read<AttachmentResponse>();
        using var again = await Send(AnMy, taken.Id, Paper, Name, key);

        Assert.True(again.Headers.Contains("Idempotency-Replayed"));
        Assert.Equal(first.Id, (await again.Read<AttachmentResponse>()).Id);
        var kept = Assert.Single(Kept().Except(before));
        Assert.Equal(first.Id.ToString("N"), Path.GetFileName(kept));
        var bytes = await File.ReadAllBytesAsync(kept);
        Assert.True(bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Marker)) < 0);
        Assert.True(bytes.AsSpan().IndexOf(Paper.AsSpan(^1000..^900)) < 0);
        Assert.DoesNotContain("Hạnh Đào", kept, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Hạnh Đào", await api.Dump(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_no_allowed_kind_by_its_content_is_refused_and_leaves_nothing()
    {
        var taken = await api.TakenIn();
        var before = Kept();

        (byte[] Content, string Name)[] refused =
            [([.. "MZ"u8, .. new byte[500]], "don.pdf"), (Paper, "don.exe"), (Zip(("readme.txt", "x")), "don.docx")];
        foreach (var (content, name) in refused)
        {
            await Send(AnMy, taken.Id, content, name).Refused(HttpStatusCode.UnsupportedMediaType, "file-type-not-allowed");
        }

        Assert.Equal(["/file file-empty"], await Send(AnMy, taken.Id, [], "don.pdf").Invalid());
        Assert.Equal(["/file required"], await Send(AnMy, taken.Id, Paper, "don.pdf", field: "tep").Invalid());
        Assert.Equal(before, Kept());
        Assert.Empty((await api.Get<Page<AttachmentResponse>>(AnMy, $"/{taken.Id}/attachments")).Items);
    }

    [Fact]
    public async Task Ten_mebibytes_are_taken_one_byte_more_is_not_and_much_more_is_not_even_read()
    {
        var taken = await api.TakenIn();
        var most = new byte[10 << 20];
        Paper.AsSpan(0, 100).CopyTo(most);

        var added = await Send(AnMy, taken.Id, most, "phim.pdf").Read<AttachmentResponse>();
        await Send(AnMy, taken.Id, [.. most, 0], "phim.pdf").Refused(HttpStatusCode.RequestEntityTooLarge, "file-too-large");
        using var request = Request(taken.Id, new Endless(500L << 20), Guid.NewGuid().ToString());
        request.Headers.ExpectContinue = true;
        await api.As(AnMy).SendAsync(request).Refused(HttpStatusCode.RequestEntityTooLarge, "file-too-large");

        Assert.Equal(0, ((Endless)request.Content!).Sent);
        using var opened = await api.Get(AnMy, $"/{taken.Id}/attachments/{added.Id}", "case-handling");
        Assert.Equal(most, await opened.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task A_withdrawn_file_stays_in_the_list_with_its_reason_and_is_not_opened_any_more()
    {
        var taken = await api.TakenIn();
        var added = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        var path = $"/{taken.Id}/attachments/{added.Id}";

        Assert.Equal(["/reason required"], await api.Post(AnMy, path + "/withdraw", new { reason = " " }).Invalid());
        await api.Post(AnMy, path + "/withdraw", new { reason = "Ảnh của bé Hạnh Đào ở vụ khác" }).Read<AttachmentResponse>();

        await api.Post(AnMy, path + "/withdraw", new { reason = "Lần nữa" })
            .Refused(HttpStatusCode.Conflict, "attachment-withdrawn");
        await api.Get(AnMy, path, "case-handling").Refused(HttpStatusCode.Conflict, "attachment-withdrawn");
        var list = await api.Get<Page<AttachmentResponse>>(AnMy, $"/{taken.Id}/attachments", "case-handling");
        var left = Assert.Single(list.Items);
        Assert.Equal((Name, "Ảnh của bé Hạnh Đào ở vụ khác"), (left.Name, left.Reason));
        Assert.NotNull(left.WithdrawnAt);
        Assert.DoesNotContain("Hạnh Đào", await api.Dump(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Content_that_was_moved_to_another_row_cut_or_lost_does_not_open()
    {
        var taken = await api.TakenIn();
        var one = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        var other = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        var cut = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        File.Copy(Of(other.Id), Of(one.Id), overwrite: true);
        File.Delete(Of(other.Id));
        await using (var file = File.OpenWrite(Of(cut.Id)))
        {
            file.SetLength(60_000);
        }

        foreach (var id in new[] { one.Id, other.Id, cut.Id })
        {
            await api.Get(AnMy, $"/{taken.Id}/attachments/{id}", "case-handling")
                .Refused(HttpStatusCode.ServiceUnavailable, "file-not-available");
        }

        string Of(Guid id) => Kept().Single(path => Path.GetFileName(path) == id.ToString("N"));
    }

    [Fact]
    public async Task What_no_row_names_is_swept_a_day_later_and_what_a_row_names_stays()
    {
        var taken = await api.TakenIn();
        var added = await Send(AnMy, taken.Id, Paper, Name).Read<AttachmentResponse>();
        var store = api.Services.GetRequiredService<IFileStore>();
        var (old, fresh) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await store.PutAsync(old, new MemoryStream(Paper), CancellationToken.None);
        await store.PutAsync(fresh, new MemoryStream(Paper), CancellationToken.None);
        foreach (var path in Kept().Where(path => Path.GetFileName(path) != fresh.ToString("N")))
        {
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddDays(-2));
        }

        var sweep = api.Services.GetRequiredService<FileSweep<CasesDbContext>>();
        Assert.Equal(1, await sweep.SweepAsync(DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None));

        Assert.Contains(added.Id.ToString("N"), Kept().Select(Path.GetFileName));
        Assert.Contains(fresh.ToString("N"), Kept().Select(Path.GetFileName));
        Assert.DoesNotContain(old.ToString("N"), Kept().Select(Path.GetFileName));
        await store.DeleteAsync(fresh, CancellationToken.None);
    }

    private static byte[] Zip(params (string Name, string Text)[] entries)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, text) in entries)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return bytes.ToArray();
    }

    private static HttpRequestMessage Request(Guid id, HttpContent content, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/cases/{id}/attachments") { Content = content };
        request.Headers.Add("Idempotency-Key", key);

        return request;
    }

    private Task<HttpResponseMessage> Send(
        string user, Guid id, byte[] content, string name, string? key = null, string field = "file")
    {
        var form = new MultipartFormDataContent { { new ByteArrayContent(content), field, name } };

        return api.As(user).SendAsync(Request(id, form, key ?? Guid.NewGuid().ToString()));
    }

    private List<string> Kept() => [.. Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Order()];

    private async Task<int> Looks(Guid id) =>
        (await api.Get<Page<AccessLogLine>>(Privacy, $"/{id}/access-log")).Items.Count;

    /// <summary>A form that says how long it is, and counts what it was asked for.</summary>
    private sealed class Endless : HttpContent
    {
        private readonly long _length;

        public Endless(long length)
        {
            _length = length;
            Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        }

        public long Sent { get; private set; }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var block = new byte[64 << 10];
            while (Sent < _length)
            {
                await stream.WriteAsync(block);
                Sent += block.Length;
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;

            return true;
        }
    }
}
