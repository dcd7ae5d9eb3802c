using ChildPlatform.Cases.Data;
using ChildPlatform.Contracts.Cases;
using ChildPlatform.Contracts.Cases.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Cases.Grpc;

/// <summary>Answers other services' questions by case number: yes or no, and never who.</summary>
[Authorize(Policy = CasesPolicies.Ask)]
internal sealed class CaseQueriesService(CasesDbContext db) : CaseQueries.CaseQueriesBase
{
    private const int Most = 100;

    /// <summary>A case may be supported while its approved plan is carried out.</summary>
    public override async Task<CheckSupportReply> CheckSupport(CheckSupportRequest request, ServerCallContext context)
    {
        if (request.CaseNumbers.Count is 0 or > Most)
        {
            throw new RpcException(new Status(StatusCode.InvalidArgument, "Ask about 1 to 100 cases."));
        }

        var numbers = request.CaseNumbers.ToArray();
        var supportable = await db.Cases.AsNoTracking()
            .Where(row => numbers.Contains(row.Number) && row.State == CaseState.InProgress)
            .Select(row => row.Number)
            .ToHashSetAsync(context.CancellationToken);
        var reply = new CheckSupportReply();
        reply.Answers.AddRange(numbers.Select(number => new SupportAnswer
        {
            CaseNumber = number,
            Supportable = supportable.Contains(number),
        }));

        return reply;
    }
}
