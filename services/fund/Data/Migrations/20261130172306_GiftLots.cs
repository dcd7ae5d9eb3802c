using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class GiftLots : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "gift_lots",
                columns: table => new
                {
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<short>(type: "smallint", nullable: false),
                    account = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    entry_sequence = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false),
                    drawn = table.Column<long>(type: "bigint", nullable: false),
                    taken_out = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_gift_lots", x => new { x.donation_id, x.position });
                    table.CheckConstraint("ck_gift_lots_rest", "amount > 0 and reserved >= 0 and drawn >= 0 and taken_out >= 0 and reserved + drawn + taken_out <= amount");
                    table.ForeignKey(
                        name: "fk_gift_lots_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "lot_draws",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    disbursement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<short>(type: "smallint", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lot_draws", x => x.id);
                    table.CheckConstraint("ck_lot_draws_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_lot_draws_disbursements_disbursement_id",
                        column: x => x.disbursement_id,
                        principalTable: "disbursements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_lot_draws_gift_lots_donation_id_position",
                        columns: x => new { x.donation_id, x.position },
                        principalTable: "gift_lots",
                        principalColumns: new[] { "donation_id", "position" },
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_gift_lots_open",
                table: "gift_lots",
                columns: new[] { "account", "received_on", "entry_sequence", "position" },
                filter: "reserved + drawn + taken_out < amount");

            migrationBuilder.CreateIndex(
                name: "ix_lot_draws_disbursement_id_id",
                table: "lot_draws",
                columns: new[] { "disbursement_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_lot_draws_donation_id_position_id",
                table: "lot_draws",
                columns: new[] { "donation_id", "position", "id" });

            // Each gift that was recorded before is one lot, as its restriction says; a reversed one holds nothing.
            migrationBuilder.Sql("""
                insert into gift_lots (donation_id, position, account, received_on, entry_sequence, amount, reserved, drawn, taken_out)
                select id, 1, 'FUND:' || coalesce(programme, 'POOL'), received_on, entry_sequence, amount, 0, 0,
                       case state when 'recorded' then 0 else amount end
                from donations
                """);

            // What was approved and paid before draws on the gifts of its accounts in the order that holds from now on: the oldest gift
            // first, for the first approval first. Lots and payments of an account are laid end to end as two rows of lengths; each
            // stretch between two ends, of whichever row, is one draw.
            migrationBuilder.Sql("""
                with lots as (
                    select donation_id, account, row_number() over oldest as place,
                           (sum(amount) over oldest)::bigint as until
                    from gift_lots where taken_out = 0
                    window oldest as (partition by account order by received_on, entry_sequence)),
                needs as (
                    select disbursement.id, disbursement.state, part.account, part.amount,
                           (select max(step.at) from disbursement_steps step
                            where step.disbursement_id = disbursement.id and step.action = 'approve') as approved_at
                    from disbursements disbursement,
                        lateral (values ('FUND:' || disbursement.programme, disbursement.from_programme),
                                        ('FUND:POOL', disbursement.from_pool)) as part (account, amount)
                    where disbursement.state in ('approved', 'paid') and part.amount > 0),
                payments as (
                    select id, state, account, row_number() over first as place, (sum(amount) over first)::bigint as until
                    from needs window first as (partition by account order by approved_at, id)),
                ends as (
                    select account, until, 1 as lots, 0 as payments from lots
                    union all
                    select account, until, 0, 1 from payments),
                stretches as (
                    select account, until - lag(until, 1, 0::bigint) over along as amount, until,
                           1 + coalesce(sum(lots) over (along rows between unbounded preceding and 1 preceding), 0) as lot,
                           1 + coalesce(sum(payments) over (along rows between unbounded preceding and 1 preceding), 0) as payment
                    from ends
                    window along as (partition by account order by until))
                insert into lot_draws (disbursement_id, donation_id, position, amount, state)
                select payments.id, lots.donation_id, 1, stretches.amount,
                       case payments.state when 'paid' then 'drawn' else 'reserved' end
                from stretches
                join lots on lots.account = stretches.account and lots.place = stretches.lot
                join payments on payments.account = stretches.account and payments.place = stretches.payment
                where stretches.amount > 0
                order by payments.id, stretches.account = 'FUND:POOL', stretches.until
                """);
            migrationBuilder.Sql("""
                update gift_lots set reserved = draws.reserved, drawn = draws.drawn
                from (select donation_id, coalesce(sum(amount) filter (where state = 'reserved'), 0) as reserved,
                             coalesce(sum(amount) filter (where state = 'drawn'), 0) as drawn
                      from lot_draws group by donation_id) draws
                where gift_lots.donation_id = draws.donation_id
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "lot_draws");

            migrationBuilder.DropTable(
                name: "gift_lots");
        }
    }
}
