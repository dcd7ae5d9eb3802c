using System.Net;
using System.Text.Json.Nodes;

namespace ChildPlatform.LocalHost.Demo;

/// <summary>What the fund does with what cases and events have asked for, by those who sign there.</summary>
internal sealed class DemoFund(PlatformClient client, string key)
{
    private const string Root = "/api/v1/fund/disbursements";

    /// <summary>
    /// Takes each request to the state that it shall have, one after another: which one finds the money must not depend on which
    /// was faster. One that there is no money for waits for its signature.
    /// </summary>
    /// <returns>How many there are.</returns>
    public async Task<int> CarryAsync(IEnumerable<DemoRequest> requests, CancellationToken ct)
    {
        var count = 0;
        foreach (var (id, target) in requests)
        {
            var row = await client.WaitAsync("fund-accountant", $"{Root}/{id}", ct);
            while (Next((string)row["state"]!, target) is var (user, verb)
                && (verb != "approve" || await HasMoneyAsync(client, id, ct)))
            {
                JsonObject body = verb == "reject" ? new() { ["reason"] = "Ngoài đối tượng của chương trình" } : [];
                try
                {
                    row = await client.PostAsync(
                        user, $"{Root}/{id}/{verb}", $"{key}-asked-{id}-{verb}", body, (int)row["version"]!, ct);
                }
                catch (LaunchException e) when (verb == "approve" && e.Status is HttpStatusCode.Conflict)
                {
                    break; // What there is was given for other places or children.
                }
            }

            count++;
        }

        return count;
    }

    /// <summary>Whether the programme can pay what waits for a signature; what is signed already has its money.</summary>
    public static async Task<bool> HasMoneyAsync(PlatformClient client, string id, CancellationToken ct)
    {
        var request = await client.GetAsync("fund-director", $"{Root}/{id}", ct);

        return request["available"] is not JsonObject available || (long)available["total"]! >= (long)request["amount"]!;
    }

    private static (string User, string Verb)? Next(string state, string target) => (state, target) switch
    {
        ("submitted", "rejected") => ("fund-accountant", "reject"),
        ("submitted", "appraised" or "approved" or "paid") => ("fund-accountant", "appraise"),
        ("appraised", "approved" or "paid") => ("fund-director", "approve"),
        ("approved", "paid") => ("fund-cashier", "pay"),
        _ => null,
    };
}
