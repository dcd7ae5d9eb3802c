using System.IO.Compression;
using ChildPlatform.Documents.Sheets;

namespace ChildPlatform.Documents.Tests.Sheets;

/// <summary>What a large sheet needs in memory. No other test runs meanwhile, since what they hold would be counted too.</summary>
[Collection(nameof(LargeSheetTests))]
[CollectionDefinition(nameof(LargeSheetTests), DisableParallelization = true)]
public sealed class LargeSheetTests
{
    private const long Megabyte = 1024 * 1024;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task An_export_goes_out_in_pieces_and_its_length_does_not_show_in_the_memory(bool xlsx)
    {
        var (early, late) = (0L, 0L);
        var output = new SheetWritingTests.ResponseLike(Stream.Null);
        var layout = new SheetLayout<int>()
            .Text("Họ tên", i => $"Người ủng hộ {i * 7919L % 65_537}")
            .Money("Số tiền", i => i * 104_729L)
            .Date("Ngày", i => new DateOnly(2024, 1, 1).AddDays(i % 366));

        await (xlsx ? SheetWriter.WriteXlsxAsync(output, layout, Rows()) : SheetWriter.WriteCsvAsync(output, layout, Rows()));

        Assert.InRange(output.LargestWrite, 1, 256 * 1024);
        Assert.True(output.Writes > 10);
        Assert.True(late - early < Megabyte, $"{late - early} bytes more are held."); // Less is fine: others let go.

        async IAsyncEnumerable<int> Rows()
        {
            await Task.Yield();
            for (var i = 0; i < 200_000; i++)
            {
                if (i == 10_000)
                {
                    early = GC.GetTotalMemory(forceFullCollection: true);
                }

                yield return i;
            }

            late = GC.GetTotalMemory(forceFullCollection: true);
        }
    }

    [Fact]
    public void A_list_is_read_row_by_row_and_its_length_does_not_show_in_the_memory()
    {
        using var reader = SheetReader.Open(Samples.Workbook(HostileFileTests.Rows(50_000)), "x.xlsx");
        var (early, late, count) = (0L, 0L, 0);
        foreach (var row in reader.Rows())
        {
            if (++count == 1_000)
            {
                early = GC.GetTotalMemory(forceFullCollection: true);
            }
            else if (count == 49_999)
            {
                late = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        Assert.Equal(50_000, count);
        Assert.True(late - early < Megabyte, $"{late - early} bytes more are held."); // Less is fine: others let go.
    }

    [Theory]
    [InlineData("<row><c t=\"inlineStr\"><is><t>", "</t></is></c></row>")]
    [InlineData("<row><c t=\"inlineStr\"><is><t><![CDATA[<", "]]></t></is></c></row>")]
    [InlineData("<row r=\"", "\"/>")]
    [InlineData("<!--", "-->")]
    public void A_text_of_many_megabytes_is_refused_before_it_is_held(string before, string after)
    {
        // Not compressed at all, so that neither the ratio nor the size of the file gives it away.
        var file = Samples.Workbook(string.Concat("<row/>", before, new string('a', 15_000_000), after), compression: CompressionLevel.NoCompression);
        var allocated = GC.GetAllocatedBytesForCurrentThread();

        Assert.Equal(SheetRefused.CellTooLong, Samples.Refusal(() => Samples.Read(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 12 * Megabyte);
    }
}
