using ChildPlatform.Contracts.Cases.V1;
using ChildPlatform.Fund.Data;
using Grpc.Core;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Fund.Cases;

/// <summary>What the cases service answered about the disbursement of this request; null while it has not answered.</summary>
internal sealed class CaseAnswer
{
    /// <summary>Numbers of cases that may not be supported.</summary>
    public IReadOnlyList<string>? Refused { get; set; }

    public bool? Supportable => Refused is null ? null : Refused.Count == 0;
}

/// <summary>Asks the cases service whether cases may be supported. Only numbers are asked about, and no answer says who.</summary>
internal sealed class CaseQuestions(CaseQueries.CaseQueriesClient cases, ILogger<CaseQuestions> log)
{
    /// <summary>Longer than this nobody waits in front of a signature.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The cases that may not be supported, unknown ones among them; null when there was no answer in time.</summary>
    public async Task<IReadOnlyList<string>?> Refused(IReadOnlyCollection<string> numbers, CancellationToken ct)
    {
        var question = new CheckSupportRequest();
        question.CaseNumbers.AddRange(numbers);
        try
        {
            var reply = await cases.CheckSupportAsync(question, deadline: DateTime.UtcNow + Patience, cancellationToken: ct);

            return reply.Answers.Count == numbers.Count
                ? [.. reply.Answers.Where(answer => !answer.Supportable).Select(answer => answer.CaseNumber)]
                : null;
        }
        catch (Exception failure) when (failure is RpcException or HttpRequestException && !ct.IsCancellationRequested)
        {
            log.LogWarning("The cases service did not answer: {Reason}", (failure as RpcException)?.StatusCode.ToString() ?? failure.Message);

            return null;
        }
    }
}

/// <summary>The question in front of a submission and of a signature.</summary>
internal static class CaseQuestionFilter
{
    /// <summary>
    /// Asks before anything is locked: the filter stands in front of the one that opens the transaction, so that a slow answer holds
    /// up nobody else.
    /// </summary>
    public static RouteHandlerBuilder AsksAboutCases(this RouteHandlerBuilder route)
    {
        route.Add(endpoint => endpoint.FilterFactories.Insert(0, (_, next) => async invocation =>
        {
            var http = invocation.HttpContext;
            if (Guid.TryParse(http.Request.RouteValues["id"]?.ToString(), out var id))
            {
                var services = http.RequestServices;
                var numbers = await services.GetRequiredService<FundDbContext>().CaseNumbersOf(id, http.RequestAborted);
                if (numbers.Count > 0)
                {
                    services.GetRequiredService<CaseAnswer>().Refused =
                        await services.GetRequiredService<CaseQuestions>().Refused(numbers, http.RequestAborted);
                }
            }

            return await next(invocation);
        }));

        return route;
    }

    /// <summary>Cases that a disbursement is for; none when it is for groups and counts alone.</summary>
    public static async Task<IReadOnlyList<string>> CaseNumbersOf(this FundDbContext db, Guid id, CancellationToken ct) =>
        await db.Disbursements.AsNoTracking().Where(row => row.Id == id && row.CaseCheck != Contracts.Fund.CaseCheck.NotNeeded)
            .SelectMany(row => row.Beneficiaries).Where(line => line.CaseNumber != null).Select(line => line.CaseNumber!)
            .Distinct().Take(100).ToListAsync(ct);
}
