using System.Net;
using ChildPlatform.Contracts.Fund;
using static ChildPlatform.Fund.Tests.Given;

namespace ChildPlatform.Fund.Tests.Lots;

/// <summary>
/// Whatever officers do and in whatever order: the fund draws from the lots that a plain model of the rule draws from, refuses
/// what the model refuses, and its books verify.
/// </summary>
public sealed class LotsPropertyTests
{
    private static readonly string?[] _programmes = [null, null, HocBong, "AO_AM"];
    private static readonly object Reason = new { reason = "Thử ngẫu nhiên" };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task F13_Random_gifts_requests_payments_and_reversals_leave_what_the_rule_says(int seed)
    {
        await using var own = new OwnFund();
        var run = new Run(await own.StartAsync(), new Random(seed));

        for (var step = 0; step < 100; step++)
        {
            await run.Step();
        }

        await run.Check();
    }

    private sealed class Lot(DonationResponse gift, string? programme)
    {
        public DonationResponse Gift { get; } = gift;
        public string? Programme { get; } = programme;
        public long Reserved { get; set; }
        public long Drawn { get; set; }
        public bool Gone { get; set; }
        public long Left => Gone ? 0 : Gift.Amount - Reserved - Drawn;
    }

    private sealed class Payment(DisbursementResponse seen)
    {
        public DisbursementResponse Seen { get; set; } = seen;
        public List<(Lot Lot, long Amount)> Draws { get; } = [];
    }

    private sealed class Run(FundApi api, Random random)
    {
        private readonly List<Lot> _lots = [];
        private readonly List<Payment> _payments = [];

        public Task Step() => random.Next(10) switch
        {
            < 4 => Give(),
            < 7 => Approve(),
            7 => Go(DisbursementState.Approved, FundApi.Cashier, "pay"),
            8 => random.Next(2) == 0
                ? Go(DisbursementState.Approved, FundApi.Director, "cancel")
                : Go(DisbursementState.Paid, FundApi.Accountant, "reverse"),
            _ => TakeBack(),
        };

        /// <summary>Each gift's and each payment's trace is the model's, and the books verify.</summary>
        public async Task Check()
        {
            foreach (var lot in _lots)
            {
                var trace = await api.Trace(lot.Gift);
                Assert.Equal((lot.Drawn, lot.Reserved, lot.Left), (trace.Paid, trace.Reserved, trace.Left));
                Assert.Equal(trace.Amount, trace.Paid + trace.Reserved + trace.Left + trace.TakenBack);
                Assert.Equal(trace.Paid + trace.Reserved, trace.Items.Sum(item => item.Amount));
            }

            foreach (var payment in _payments)
            {
                var trace = await api.Trace(payment.Seen);
                Assert.Equal(payment.Draws.Select(draw => (draw.Lot.Gift.Number, draw.Amount)),
                    trace.Items.Select(item => (item.Number, item.Amount)));
            }

            var verification = await api.Get<JournalVerificationResponse>("auditor", "/journal/verification");
            Assert.True(verification.Ok, verification.Problem);
        }

        private async Task Give()
        {
            var programme = _programmes[random.Next(_programmes.Length)];
            var day = new DateOnly(2024, 1, 1).AddDays(random.Next(140));
            var amount = random.Next(1, 10) * 100_000L;
            _lots.Add(new Lot(await api.Gift(amount, programme, receivedOn: $"{day:yyyy-MM-dd}"), programme));
        }

        private async Task Approve()
        {
            var programme = random.Next(2) == 0 ? HocBong : "AO_AM";
            var amount = random.Next(1, 20) * 100_000L;
            var fitting = _lots.Where(lot => lot.Left > 0 && (lot.Programme is null || lot.Programme == programme))
                .OrderBy(lot => lot.Programme is null).ThenBy(lot => lot.Gift.ReceivedOn)
                .ThenBy(lot => lot.Gift.Number, StringComparer.Ordinal).ToList();
            var appraised = await api.Appraised(Request(amount, programme));
            if (fitting.Sum(lot => lot.Left) < amount)
            {
                await api.Try(FundApi.Director, appraised, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");

                return;
            }

            var payment = new Payment(await api.Act(FundApi.Director, appraised, "approve"));
            foreach (var lot in fitting.TakeWhile(_ => amount > 0))
            {
                var taken = Math.Min(lot.Left, amount);
                payment.Draws.Add((lot, taken));
                lot.Reserved += taken;
                amount -= taken;
            }

            _payments.Add(payment);
        }

        private async Task Go(DisbursementState from, string user, string action)
        {
            var able = _payments.Where(payment => payment.Seen.State == from).ToList();
            if (able.Count == 0)
            {
                return;
            }

            var chosen = able[random.Next(able.Count)];
            chosen.Seen = await api.Act(user, chosen.Seen, action, action == "pay" ? null : Reason);
            foreach (var (lot, amount) in chosen.Draws)
            {
                lot.Reserved -= from is DisbursementState.Approved ? amount : 0;
                lot.Drawn += action == "pay" ? amount : from is DisbursementState.Paid ? -amount : 0;
            }

            if (action != "pay")
            {
                chosen.Draws.Clear();
            }
        }

        private async Task TakeBack()
        {
            var standing = _lots.Where(lot => !lot.Gone).ToList();
            if (standing.Count == 0)
            {
                return;
            }

            var lot = standing[random.Next(standing.Count)];
            var sending = api.Post(FundApi.Officer, $"/donations/{lot.Gift.Id}/reverse", Reason, lot.Gift.Version);
            if (lot.Reserved + lot.Drawn > 0)
            {
                await sending.Refused(HttpStatusCode.Conflict, "donation-already-spent");
            }
            else
            {
                await sending.Read<DonationResponse>();
                lot.Gone = true;
            }
        }
    }
}
