using System.Text.Json;
using ChildPlatform.Contracts.Fund;
using ChildPlatform.Reporting.Data;
using Microsoft.EntityFrameworkCore;

namespace ChildPlatform.Reporting.Fund;

/// <summary>The only door through which payment facts and their sums change; it works as <see cref="GiftTables"/> does.</summary>
internal static class PaymentTables
{
    public static async Task AddPayment(this ReportingDbContext db, DisbursementPaid payment, CancellationToken ct)
    {
        var paidAt = payment.PaidAt.ToUniversalTime();
        var beneficiaries = JsonSerializer.Serialize(payment.Beneficiaries, JsonSerializerOptions.Web);

        await db.Database.ExecuteSqlAsync($"""
            with claimed as (
                insert into payment_facts as fact (disbursement_id, number, programme, amount, paid_on, beneficiaries, paid_at)
                values ({payment.DisbursementId}, {payment.Number}, {payment.Programme}, {payment.Amount}, {payment.PaidOn},
                    {beneficiaries}::jsonb, {paidAt})
                on conflict (disbursement_id) do update set
                    number = excluded.number, programme = excluded.programme, amount = excluded.amount, paid_on = excluded.paid_on,
                    beneficiaries = excluded.beneficiaries, paid_at = excluded.paid_at
                where fact.paid_at is null
                returning paid_on, programme, paid_at, reversed_at, amount
            )
            insert into payment_months as sums (year, month, programme, amount, payment_count, as_of)
            select extract(year from paid_on)::int, extract(month from paid_on)::int, programme,
                case when reversed_at is null then amount else 0 end, case when reversed_at is null then 1 else 0 end, paid_at
            from claimed
            on conflict (year, month, programme) do update set
                amount = sums.amount + excluded.amount,
                payment_count = sums.payment_count + excluded.payment_count,
                as_of = greatest(sums.as_of, excluded.as_of)
            """, ct);
    }

    public static async Task ReversePayment(this ReportingDbContext db, DisbursementReversed payment, CancellationToken ct)
    {
        var reversedAt = payment.ReversedAt.ToUniversalTime();

        await db.Database.ExecuteSqlAsync($"""
            with claimed as (
                insert into payment_facts as fact (disbursement_id, number, programme, amount, paid_on, beneficiaries, reversed_at)
                values ({payment.DisbursementId}, {payment.Number}, {payment.Programme}, {payment.Amount}, {payment.PaidOn},
                    '[]'::jsonb, {reversedAt})
                on conflict (disbursement_id) do update set reversed_at = excluded.reversed_at
                where fact.reversed_at is null
                returning paid_on, programme, paid_at, reversed_at, case when paid_at is null then 0 else amount end as amount
            )
            insert into payment_months as sums (year, month, programme, amount, payment_count, as_of)
            select extract(year from paid_on)::int, extract(month from paid_on)::int, programme, 0, 0, reversed_at
            from claimed
            on conflict (year, month, programme) do update set
                amount = sums.amount - (select amount from claimed),
                payment_count = sums.payment_count - (select count(paid_at) from claimed),
                as_of = greatest(sums.as_of, excluded.as_of)
            """, ct);
    }
}
