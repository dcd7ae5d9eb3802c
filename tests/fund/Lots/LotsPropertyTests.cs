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
    private static readonly object Reason = new { reason = "Thử ngẫu nhiên" };

    /// <summary>What money may be for, and how narrow it is; all requests are for children of the commune 20950 in the district 516.</summary>
    private static readonly (object Restriction, string? Programme, int Width)[] Purposes =
    [
        (new { kind = "none" }, null, 3),
        (new { kind = "programme", programme = HocBong }, HocBong, 2),
        (new { kind = "programme", programme = "AO_AM" }, "AO_AM", 2),
        (new { kind = "area", area = "516" }, null, 1),
        (new { kind = "area", area = "20950" }, null, 0),
        (new { kind = "area", area = "502" }, null, Never),
    ];

    private const int Never = 9;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task F12_F13_Random_gifts_requests_payments_reversals_and_moves_leave_what_the_rule_says(int seed)
    {
        await using var own = new OwnFund();
        var run = new Run(await own.StartAsync(), new Random(seed));

        for (var step = 0; step < 100; step++)
        {
            await run.Step();
        }

        await run.Check();
    }

    private sealed class Lot(DonationResponse gift, int position, long amount, string? programme, int width)
    {
        public DonationResponse Gift { get; } = gift;
        public int Position { get; } = position;
        public long Amount { get; } = amount;
        public string? Programme { get; } = programme;
        public int Width { get; } = width;
        public long Reserved { get; set; }
        public long Drawn { get; set; }
        public bool Gone { get; set; }
        public long Left => Gone ? 0 : Amount - Reserved - Drawn;
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

        public Task Step() => random.Next(12) switch
        {
            < 4 => Give(),
            < 7 => Approve(),
            7 => Go(DisbursementState.Approved, FundApi.Cashier, "pay"),
            8 => random.Next(2) == 0
                ? Go(DisbursementState.Approved, FundApi.Director, "cancel")
                : Go(DisbursementState.Paid, FundApi.Accountant, "reverse"),
            9 => TakeBack(),
            _ => Move(),
        };

        /// <summary>Each gift's and each payment's trace is the model's, and the books verify.</summary>
        public async Task Check()
        {
            foreach (var gift in _lots.GroupBy(lot => lot.Gift.Id))
            {
                var trace = await api.Trace(gift.First().Gift);
                Assert.Equal(
                    gift.OrderBy(lot => lot.Position).Select(lot => (lot.Position, lot.Amount, lot.Drawn, lot.Reserved, lot.Left)),
                    trace.Lots.Select(lot => (lot.Position, lot.Amount, lot.Paid, lot.Reserved, lot.Left)));
                Assert.Equal(trace.Amount, trace.Paid + trace.Reserved + trace.Left + trace.TakenBack);
                Assert.Equal(trace.Paid + trace.Reserved, trace.Items.Sum(item => item.Amount));
            }

            foreach (var payment in _payments)
            {
                var trace = await api.Trace(payment.Seen);
                Assert.Equal(payment.Draws.Select(draw => (draw.Lot.Gift.Number, draw.Lot.Position, draw.Amount)),
                    trace.Items.Select(item => (item.Number, item.Position, item.Amount)));
                Assert.Equal(payment.Draws.Count == 0 ? 0 : trace.Amount, trace.Sources.Sum(source => source.Amount));
            }

            var verification = await api.Get<JournalVerificationResponse>("auditor", "/journal/verification");
            Assert.True(verification.Ok, verification.Problem);
        }

        private async Task Give()
        {
            var day = new DateOnly(2024, 1, 1).AddDays(random.Next(138));
            var parts = Enumerable.Range(0, random.Next(1, 4))
                .Select(_ => (Purpose: Purposes[random.Next(Purposes.Length)], Amount: random.Next(1, 8) * 100_000L)).ToList();
            var gift = await api.Post(FundApi.Officer, "/donations", new
            {
                donor = new { name = "Công ty TNHH Hòa Bình", kind = "enterprise" },
                amount = parts.Sum(part => part.Amount),
                method = "transfer",
                receivedOn = $"{day:yyyy-MM-dd}",
                sourceKind = Enterprises,
                lines = parts.Select(part => new { amount = part.Amount, restriction = part.Purpose.Restriction }),
            }).Read<DonationResponse>();
            _lots.AddRange(parts.Select((part, i) => new Lot(gift, i + 1, part.Amount, part.Purpose.Programme, part.Purpose.Width)));
        }

        private async Task Approve()
        {
            var programme = random.Next(2) == 0 ? HocBong : "AO_AM";
            var amount = random.Next(1, 20) * 100_000L;
            var fitting = Fitting(programme);
            var appraised = await api.Appraised(Request(amount, programme));
            if (fitting.Sum(lot => lot.Left) < amount)
            {
                await api.Try(FundApi.Director, appraised, "approve").Refused(HttpStatusCode.Conflict, "insufficient-balance");

                return;
            }

            var payment = new Payment(await api.Act(FundApi.Director, appraised, "approve"));
            _payments.Add(payment);
            foreach (var (lot, taken) in Draw(fitting, amount, payment))
            {
                lot.Reserved += taken;
            }
        }

        private List<Lot> Fitting(string programme) =>
        [
            .. _lots.Where(lot => lot.Left > 0 && lot.Width < Never && (lot.Programme is null || lot.Programme == programme))
                .OrderBy(lot => lot.Width).ThenBy(lot => lot.Gift.ReceivedOn)
                .ThenBy(lot => lot.Gift.Number, StringComparer.Ordinal).ThenBy(lot => lot.Position),
        ];

        private static List<(Lot Lot, long Amount)> Draw(List<Lot> fitting, long amount, Payment payment)
        {
            var draws = new List<(Lot, long)>();
            foreach (var lot in fitting)
            {
                var taken = Math.Min(lot.Left, amount);
                if (taken > 0)
                {
                    draws.Add((lot, taken));
                    amount -= taken;
                }
            }

            payment.Draws.AddRange(draws);

            return draws;
        }

        private async Task Go(DisbursementState from, string user, string action)
        {
            if (Any(_payments.Where(payment => payment.Seen.State == from)) is not { } chosen)
            {
                return;
            }

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
            if (Any(_lots.Where(lot => !lot.Gone)) is not { } chosen)
            {
                return;
            }

            var sending = api.Post(FundApi.Officer, $"/donations/{chosen.Gift.Id}/reverse", Reason, chosen.Gift.Version);
            var lots = _lots.Where(lot => lot.Gift.Id == chosen.Gift.Id).ToList();
            if (lots.Exists(lot => lot.Reserved + lot.Drawn > 0))
            {
                await sending.Refused(HttpStatusCode.Conflict, "donation-already-spent");
            }
            else
            {
                await sending.Read<DonationResponse>();
                lots.ForEach(lot => lot.Gone = true);
            }
        }

        private async Task Move()
        {
            if (Any(_payments.Where(payment => payment.Draws.Count > 0)) is not { } payment)
            {
                return;
            }

            var place = random.Next(payment.Draws.Count);
            var (left, amount) = payment.Draws[place];
            var draw = (await api.Trace(payment.Seen)).Items[place].Draw;
            var sending = api.Post(
                FundApi.Accountant, $"/disbursements/{payment.Seen.Id}/draws/{draw}/move", Reason, payment.Seen.Version);
            var fitting = Fitting(payment.Seen.Programme).FindAll(lot => lot.Gift.Id != left.Gift.Id);
            if (fitting.Sum(lot => lot.Left) < amount)
            {
                await sending.Refused(HttpStatusCode.Conflict, "insufficient-balance");

                return;
            }

            payment.Seen = await sending.Read<DisbursementResponse>();
            payment.Draws.RemoveAt(place);
            var paid = payment.Seen.State is DisbursementState.Paid;
            Count(left, -amount);
            foreach (var (lot, taken) in Draw(fitting, amount, payment))
            {
                Count(lot, taken);
            }

            void Count(Lot lot, long change)
            {
                lot.Reserved += paid ? 0 : change;
                lot.Drawn += paid ? change : 0;
            }
        }

        private T? Any<T>(IEnumerable<T> able)
            where T : class
        {
            var all = able.ToList();

            return all.Count == 0 ? null : all[random.Next(all.Count)];
        }
    }
}
