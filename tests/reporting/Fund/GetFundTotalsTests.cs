using System.Net;
using ChildPlatform.Contracts.Reporting;
using ChildPlatform.Testing;

namespace ChildPlatform.Reporting.Tests.Fund;

public sealed class GetFundTotalsTests(ReportingApi api) : IClassFixture<ReportingApi>
{
    [Fact]
    public async Task A_year_without_gifts_is_all_zeros_with_every_kind_and_month()
    {
        var totals = await api.Get<FundTotalsResponse>("/fund/totals?year=1999");

        Assert.Equal((1999, 0L, 0L), (totals.Year, totals.Raised, totals.DonationCount));
        Assert.Equal(12, totals.Sources.Count);
        Assert.Equal(["NGAN_SACH_TINH", "QUY_VIET_NAM", "DOANH_NGHIEP_TO_CHUC", "CAN_BO_LAO_DONG"],
            totals.Sources.Where(s => s.CountsInPlanBasis).Select(s => s.SourceKind));
        Assert.Equal(Enumerable.Range(1, 12), totals.Months.Select(m => m.Month));
    }

    [Fact]
    public async Task Raised_is_the_plan_basis_and_every_kind_has_its_line_even_one_without_a_name()
    {
        await api.Publish(Given.Message(
            Given.Gift(100, "2010-01-31"), Given.Gift(20, "2010-02-01", Given.Budget), Given.Gift(3, "2010-02-01", Given.Persons),
            Given.Gift(4, "2010-02-01", "KIND_OF_2031")));

        var totals = await Eventually.Value(() => api.Get<FundTotalsResponse>("/fund/totals?year=2010"), t => t.Raised == 120);

        Assert.Equal(2, totals.DonationCount);
        Assert.Equal(("Cá nhân", false, 3L), totals.Sources.Single(s => s.SourceKind == Given.Persons) switch { var s => (s.Name, s.CountsInPlanBasis, s.Amount) });
        Assert.Equal(("KIND_OF_2031", false, 4L), totals.Sources[^1] switch { var s => (s.Name, s.CountsInPlanBasis, s.Amount) });
        Assert.Equal([100, 20], totals.Months.Take(2).Select(m => m.Amount));
    }

    [Fact]
    public async Task The_year_is_the_running_one_by_the_clock_of_the_domain()
        => Assert.Equal(2024, (await api.Get<FundTotalsResponse>("/fund/totals")).Year);

    [Fact]
    public async Task A_year_that_is_none_is_invalid()
    {
        using var answer = await api.As("coordinator").GetAsync(new Uri("/api/v1/reporting/fund/totals?year=0", UriKind.Relative));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }
}
