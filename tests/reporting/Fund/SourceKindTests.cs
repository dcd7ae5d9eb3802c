using ChildPlatform.Contracts.Fund;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;

namespace ChildPlatform.Reporting.Tests.Fund;

/// <summary>What the province decides about a kind of source in the fund holds for target II.6 too.</summary>
public sealed class SourceKindTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    private static SourceKindDecided Decision(bool? counts, int version) => new()
    {
        Code = Given.Persons,
        CountsInPlanBasis = counts,
        CountsInMobilisedBasis = true,
        Version = version,
        DecidedAt = Given.Morning,
    };

    private async Task<decimal?> Value() =>
        (await api.Get<PlanTargetsResponse>("/plans/2024/targets")).Items.Single(target => target.Code == "II.6").Value;

    [Fact]
    public async Task Gifts_of_persons_count_once_the_province_says_so_and_an_older_word_that_comes_late_changes_nothing()
    {
        await api.Publish(Given.Message(Given.Gift(7_000_000, sourceKind: Given.Persons)));
        await Eventually.Until(async () =>
            (await api.Get<FundTotalsResponse>("/fund/totals?year=2024")).Sources.Any(source => source.Amount == 7_000_000));
        Assert.Equal(0, await Value());

        await api.Publish(Decision(true, version: 3));
        await Eventually.Until(async () => await Value() == 7_000_000);

        await api.Publish(Decision(null, version: 2));
        await api.Publish(Decision(null, version: 4));
        await Eventually.Until(async () => await Value() == 0);
        await api.Publish(Decision(true, version: 3));
        await api.Publish(Given.Message(Given.Gift(1_000)));
        await Eventually.Until(async () => await Value() == 1_000);
    }
}
