using System.Net;
using ChildPlatform.Contracts.Cases;
using static ChildPlatform.Cases.Tests.CasesApi;

namespace ChildPlatform.Cases.Tests;

public class AccessTests(CasesApi api) : IClassFixture<CasesApi>
{
    [Fact]
    public async Task Without_a_purpose_the_answer_is_masked_and_with_one_the_read_is_on_record()
    {
        var taken = await api.TakenIn();

        using var masked = await api.Get(AnMy, $"/{taken.Id}");
        var payload = await masked.Content.ReadAsStringAsync();
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, payload, StringComparison.OrdinalIgnoreCase));
        var shown = await masked.Read<CaseResponse>();
        Assert.Equal(("***", "***", "6-10", null), (shown.What, shown.Child!.Name, shown.Child.AgeGroup, shown.Child.BirthDate));
        Assert.Empty((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items);

        var clear = await api.Get<CaseResponse>(AnMy, $"/{taken.Id}", "case-handling");
        Assert.Equal("Hàng xóm nghe tiếng trẻ bị đánh nhiều lần", clear.What);
        Assert.Equal(("Nguyễn Thị Ánh", new DateOnly(2015, 3, 9)), (clear.Child!.Name, clear.Child.BirthDate));
        Assert.Equal("Trần Văn Lớn", clear.Child.Carers.Single().Name);
        Assert.Equal("0905111222", clear.Informant!.Phone);

        var read = Assert.Single((await api.Get<Listed<AccessLogLine>>(Privacy, $"/{taken.Id}/access-log")).Items);
        Assert.Equal((AnMy, taken.Number, "case-handling"), (read.By, read.CaseNumber, read.Purpose));
        Assert.Contains(read, (await api.Get<Listed<AccessLogLine>>(Privacy, $"/access-log?case={taken.Number}")).Items);
    }

    [Fact]
    public async Task A_case_of_another_commune_can_neither_be_listed_nor_guessed()
    {
        var ours = await api.TakenIn();
        var theirs = await api.TakenIn(Given.Report(unit: AnPhuUnit));

        var listed = (await api.Get<Listed<CaseLine>>(AnPhu, "/?limit=500")).Items.Select(line => line.Id).ToList();
        Assert.Contains(theirs.Id, listed);
        Assert.DoesNotContain(ours.Id, listed);
        foreach (var path in new[] { "", "/clocks", "/history" })
        {
            await api.Get(AnPhu, $"/{ours.Id}{path}").Refused(HttpStatusCode.NotFound, "not-found");
        }

        await api.Get(AnPhu, $"/{ours.Id}", "case-handling").Refused(HttpStatusCode.NotFound, "not-found");
        await api.Post(AnPhu, $"/{ours.Id}/assess", Given.Form(), ours.Version).Refused(HttpStatusCode.NotFound, "not-found");
        Assert.DoesNotContain(ours.Id, (await api.Get<Listed<CaseTask>>(AnPhu, "/queues/mine?limit=500")).Items.Select(task => task.CaseId));
        var all = (await api.Get<Listed<CaseLine>>(Supervisor, "/?limit=500")).Items.Select(line => line.Id).ToList();
        Assert.Contains(ours.Id, all);
        Assert.Contains(theirs.Id, all);
    }

    [Fact]
    public async Task A_list_of_a_district_has_the_cases_of_its_communes()
    {
        var ours = await api.TakenIn();
        var theirs = await api.TakenIn(Given.Report(unit: AnPhuUnit));

        var district = await Found("502");
        Assert.Contains(ours.Id, district);
        Assert.Contains(theirs.Id, district);
        var commune = await Found(AnPhuUnit);
        Assert.Contains(theirs.Id, commune);
        Assert.DoesNotContain(ours.Id, commune);
        Assert.Empty(await Found("503"));

        async Task<IReadOnlyList<Guid>> Found(string unit) =>
            [.. (await api.Get<Listed<CaseLine>>(Supervisor, $"/?limit=500&unit={unit}")).Items.Select(line => line.Id)];
    }

    [Fact]
    public async Task A_sheet_of_cases_has_numbers_and_clocks_of_the_own_unit_and_nobody_in_it()
    {
        var ours = await api.TakenIn();
        var theirs = await api.TakenIn(Given.Report(unit: AnPhuUnit));

        using var answer = await api.Get(AnMy, "/export?urgent=true");

        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("vu-viec-", answer.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
        var sheet = Unzipped(await answer.Content.ReadAsByteArrayAsync());
        Assert.Contains(ours.Number, sheet, StringComparison.Ordinal);
        Assert.Contains("27/04/2024 04:4", sheet, StringComparison.Ordinal);
        Assert.Contains("Trẻ em bị xâm hại", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Number, sheet, StringComparison.Ordinal);
        Assert.All(Given.PrivateWords, word => Assert.DoesNotContain(word, sheet, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(ours.Number, Unzipped(await (await api.Get(AnMy, "/export?urgent=false")).Content.ReadAsByteArrayAsync()), StringComparison.Ordinal);
        await api.Get("leader", "/export").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    private static string Unzipped(byte[] sheet)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(sheet));

        return string.Concat(zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("auditor")]
    [InlineData("leader")]
    [InlineData("fund-officer")]
    [InlineData("privacy-officer")]
    [InlineData("hotline-111")]
    public async Task Who_does_not_handle_cases_sees_none(string user)
    {
        var taken = await api.TakenIn();

        await api.Get(user, "/").Refused(HttpStatusCode.Forbidden, "forbidden");
        await api.Get(user, $"/{taken.Id}", "case-handling").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_machine_reads_only_masked_and_a_purpose_is_one_of_the_catalogue()
    {
        var taken = await api.TakenIn();

        Assert.True((await api.Get<CaseResponse>("svc-reporting", $"/{taken.Id}")).Masked);
        await api.Get("svc-reporting", $"/{taken.Id}", "supervision").Refused(HttpStatusCode.Forbidden, "clear-text-not-allowed");
        Assert.Equal(["/Access-Purpose unknown-purpose"], await api.Get(AnMy, $"/{taken.Id}", "curiosity").Invalid());
        Assert.Contains("case-handling", (await api.Get<Listed<PurposeResponse>>(AnMy, "/purposes")).Items.Select(purpose => purpose.Code));
        await api.Get(AnMy, "/access-log").Refused(HttpStatusCode.Forbidden, "forbidden");
    }

    [Fact]
    public async Task A_sealed_text_that_is_moved_to_another_case_does_not_open_there()
    {
        var (first, second) = (await api.TakenIn(), await api.TakenIn());
        await api.Execute($"update cases set what = (select what from cases where id = '{first.Id}') where id = '{second.Id}'");

        using var answer = await api.Get(AnMy, $"/{second.Id}", "case-handling");

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.DoesNotContain("Hàng xóm", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }
}
