using System.IO.Compression;
using System.Text;
using ChildPlatform.ServiceDefaults.Files;
using ChildPlatform.ServiceDefaults.Http;
using Microsoft.Extensions.Options;

namespace ChildPlatform.Chassis.Tests;

/// <summary>The check of what comes in, and the folder it is kept in.</summary>
public sealed class FileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("files-");

    public static TheoryData<string, string, string?> Contents => new()
    {
        { "don.pdf", Base64("%PDF-1.4\n"), "pdf" },
        { "anh.JPEG", Convert.ToBase64String([0xFF, 0xD8, 0xFF, 0xE0, 1, 2]), "jpeg" },
        { "anh.png", Convert.ToBase64String([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0]), "png" },
        { "don.docx", Office("wordprocessingml.document"), "docx" },
        { "bang.xlsx", Office("spreadsheetml.sheet"), "xlsx" },
        { "khong-ten-duoi", Base64("%PDF-1.4\n"), "pdf" },
        { "don.pdf", Base64("MZ\0\0 a program"), null },
        { "don.pdf.exe", Base64("%PDF-1.4\n"), null },
        { "anh.png", Base64("%PDF-1.4\n"), null },
        { "don.docx", Office("spreadsheetml.sheet"), null },
        { "don.docx", Office("wordprocessingml.document", "application/vnd.ms-word.document.macroEnabled.main+xml"), null },
        { "don.docx", Base64("PK\u0003\u0004 no archive"), null },
        { "trang.html", Base64("<html></html>"), null },
        { "a.pdf", Base64("x%PDF-1.4\n"), null },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_kind_is_told_by_the_content_and_the_name_must_go_with_it(string name, string content, string? kind)
    {
        CheckedFile Check() => Checks().Of(Form(Convert.FromBase64String(content), name));

        if (kind is not null)
        {
            Assert.Equal(kind, Check().Kind.Code);
            return;
        }

        Assert.Equal(FileRefusals.TypeNotAllowed, Assert.Throws<RefusedException>(Check).Refusal);
    }

    [Theory]
    [InlineData("../../etc/pass.pdf", "pass.pdf")]
    [InlineData("C:\\Users\\An\\đơn.pdf", "đơn.pdf")]
    [InlineData("a\u0000b\u202Ec\n.pdf", "abc.pdf")]
    [InlineData("Giâ\u0301y.pdf", "Giấy.pdf")]
    [InlineData("giay", "giay.pdf")]
    [InlineData("..", "tep.pdf")]
    [InlineData("", "tep.pdf")]
    public void A_name_is_for_people_and_never_a_path(string sent, string kept) =>
        Assert.Equal(kept, Checks().Of(Form("%PDF-"u8.ToArray(), sent)).Name);

    [Fact]
    public void A_long_name_is_cut_before_its_end_and_kinds_are_a_setting()
    {
        var name = Checks().Of(Form("%PDF-"u8.ToArray(), new string('ă', 300) + ".pdf")).Name;

        Assert.Equal(200, name.Length);
        Assert.EndsWith("ă.pdf", name, StringComparison.Ordinal);
        Assert.Throws<RefusedException>(() => Checks(new FilesOptions { Kinds = ["png"] })
            .Of(Form("%PDF-"u8.ToArray(), "a.pdf")));
        var wrong = new FilesOptionsCheck().Validate(null, new FilesOptions { Kinds = ["exe"] });
        Assert.Contains("Files__Kinds", wrong.FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_breaks_off_leaves_nothing_under_its_id()
    {
        var store = Store();
        var id = Guid.CreateVersion7();

        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(id, new Broken(100_000), CancellationToken.None));
        Assert.Null(await store.OpenAsync(id, CancellationToken.None));
        Assert.Empty(Directory.EnumerateFiles(_folder.FullName, "*", SearchOption.AllDirectories));

        await store.PutAsync(id, new MemoryStream([1, 2, 3]), CancellationToken.None);
        await Assert.ThrowsAsync<IOException>(() => store.PutAsync(id, new MemoryStream([4]), CancellationToken.None));
        await using var kept = await store.OpenAsync(id, CancellationToken.None);
        Assert.Equal(3, kept!.Length);
    }

    [Fact]
    public async Task What_a_killed_process_left_unfinished_is_no_file_and_goes_after_a_day()
    {
        var store = Store();
        var shelf = _folder.CreateSubdirectory("ab");
        var part = Path.Combine(shelf.FullName, Guid.CreateVersion7().ToString("N") + ".part");
        await File.WriteAllTextAsync(part, "half");

        Assert.Empty(await store.ListAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None).ToListAsync());
        Assert.Equal(0, await store.DeleteUnfinishedAsync(DateTimeOffset.UtcNow.AddDays(-1), CancellationToken.None));
        Assert.Equal(1, await store.DeleteUnfinishedAsync(DateTimeOffset.UtcNow.AddDays(1), CancellationToken.None));
        Assert.False(File.Exists(part));
    }

    [Fact]
    public void A_folder_that_is_not_there_or_takes_nothing_is_refused_by_the_settings_name()
    {
        var check = new LocalFolderCheck();
        var file = Path.Combine(_folder.FullName, "file");
        File.WriteAllText(file, "");

        Assert.True(check.Validate(null, new LocalFolderOptions { Folder = _folder.FullName }).Succeeded);
        foreach (var wrong in new[] { "", Path.Combine(_folder.FullName, "away"), file, "/proc/self" })
        {
            var refused = check.Validate(null, new LocalFolderOptions { Folder = wrong });
            Assert.StartsWith("Files__Folder:", refused.FailureMessage, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static FileCheck Checks(FilesOptions? options = null) => new(Options.Create(options ?? new FilesOptions()));

    private static FormFile Form(byte[] content, string name) => new(new MemoryStream(content), 0, content.Length, "file", name);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Office(string kind, string? mainPart = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            using var parts = new StreamWriter(zip.CreateEntry("[Content_Types].xml").Open());
            mainPart ??= $"application/vnd.openxmlformats-officedocument.{kind}.main+xml";
            parts.Write($"""
                <?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
                <Override PartName="/main.xml" ContentType="{mainPart}"/></Types>
                """);
        }

        return Convert.ToBase64String(bytes.ToArray());
    }

    private LocalFolderStore Store() => new(Options.Create(new LocalFolderOptions { Folder = _folder.FullName }));

    /// <summary>A caller that goes away in the middle.</summary>
    private sealed class Broken(int length) : MemoryStream(new byte[length])
    {
        public override async Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken)
        {
            await base.CopyToAsync(destination, bufferSize, cancellationToken);
            throw new IOException("gone");
        }
    }
}
