using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Programmes;

// A class of its own: what others add and decide must not be here yet.
public class CatalogueTests(FundApi api) : IClassFixture<FundApi>
{
    [Fact]
    public async Task Catalogue_begins_with_the_plans_nine_programmes_and_twelve_sources()
    {
        var programmes = (await api.Get<Listed<ProgrammeResponse>>("leader", "/programmes?year=2024")).Items;
        var sources = (await api.Get<Listed<SourceKindResponse>>("coordinator", "/source-kinds")).Items;

        Assert.Equal(9, programmes.Count(programme => programme.ValidFrom == new DateOnly(2024, 1, 1)));
        Assert.Equal("Phẫu thuật tim và phẫu thuật khác", programmes.Single(programme => programme.Code == PhauThuat).Name);
        Assert.Equal(12, sources.Count);
        Assert.Equal("NGAN_SACH_TINH", sources[0].Code);
        Assert.Equal((true, false), (sources[0].CountsInPlanBasis, sources[0].CountsInMobilisedBasis));
        Assert.Equal(4, sources.Count(source => source.CountsInPlanBasis is true));
        var outside = sources.Single(source => source.Code == "THU_KHAC");
        Assert.Equal((null, null), (outside.CountsInPlanBasis, outside.CountsInMobilisedBasis));
        Assert.Equal(["countsInPlanBasis", "countsInMobilisedBasis"], outside.OpenCells);
    }
}
