using ChildPlatform.Contracts.Fund;
using ChildPlatform.Portal.Api;

namespace ChildPlatform.Portal.Pages;

/// <summary>A counter names the API query that it counts; the page that shows the same query is the one to open.</summary>
internal static class WorkLinks
{
    private static readonly (string Api, string Page)[] Lists =
    [
        (FundApi.Root + "/donations", "/quy/ung-ho"),
        (FundApi.Root + "/donors", "/quy/nha-hao-tam"),
        (FundApi.Root + "/pledges", "/quy/cam-ket"),
        (FundApi.Root + "/disbursements", "/quy/khoan-chi"),
        (FundApi.Root + "/journal", "/quy/so-cai"),
        (FundApi.Root + "/targets", "/quy/tong-quan"),
        (FundApi.Root + "/balances", "/quy/tong-quan"),
        (FundApi.Root + "/programmes", "/quy/chuong-trinh"),
    ];

    public static string PageOf(WorkCounter counter)
    {
        var (path, query) = counter.Link.Split('?', 2) is [var p, var q] ? (p, "?" + q) : (counter.Link, "");
        var page = Lists.FirstOrDefault(l => path == l.Api || path.StartsWith(l.Api + "/", StringComparison.Ordinal)).Page;

        return page is null ? "/quy/tong-quan" : page + query;
    }
}
