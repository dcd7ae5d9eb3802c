using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class AccountDays : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "account_days",
                columns: table => new
                {
                    account = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    entered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_days", x => new { x.account, x.effective_on, x.entered_on });
                });

            // Whatever is entered, by whichever way, is added to its days; the entries of before are added first.
            migrationBuilder.Sql("""
                insert into account_days (account, effective_on, entered_on, amount)
                select posting.account, entry.effective_on, (entry.entered_at at time zone 'Asia/Ho_Chi_Minh')::date, sum(posting.amount)
                from journal_entries entry cross join unnest(entry.accounts, entry.amounts) as posting (account, amount)
                group by 1, 2, 3;

                create function add_account_days() returns trigger language plpgsql as $$
                begin
                    insert into account_days (account, effective_on, entered_on, amount)
                    select posting.account, entry.effective_on, (entry.entered_at at time zone 'Asia/Ho_Chi_Minh')::date,
                           sum(posting.amount)
                    from added entry cross join unnest(entry.accounts, entry.amounts) as posting (account, amount)
                    group by 1, 2, 3
                    on conflict (account, effective_on, entered_on) do update set amount = account_days.amount + excluded.amount;

                    return null;
                end
                $$;

                create trigger add_account_days after insert on journal_entries
                referencing new table as added for each statement execute function add_account_days();
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop trigger add_account_days on journal_entries; drop function add_account_days();");
            migrationBuilder.DropTable(
                name: "account_days");
        }
    }
}
