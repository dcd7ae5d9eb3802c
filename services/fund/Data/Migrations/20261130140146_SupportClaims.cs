using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class SupportClaims : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "support_period",
                table: "programmes",
                type: "text",
                nullable: false,
                defaultValue: "month");

            migrationBuilder.AddColumn<string>(
                name: "child_code",
                table: "disbursement_beneficiaries",
                type: "character varying(30)",
                maxLength: 30,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "support_claims",
                columns: table => new
                {
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    key = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: false),
                    period = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    day = table.Column<DateOnly>(type: "date", nullable: false),
                    disbursement_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_support_claims", x => new { x.programme, x.key, x.period });
                    table.ForeignKey(
                        name: "fk_support_claims_disbursements_disbursement_id",
                        column: x => x.disbursement_id,
                        principalTable: "disbursements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_support_claims_programmes_programme",
                        column: x => x.programme,
                        principalTable: "programmes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_support_claims_disbursement_id",
                table: "support_claims",
                column: "disbursement_id");

            // What was approved before there was a guard keeps its place too.
            migrationBuilder.Sql("update disbursement_beneficiaries set case_number = upper(case_number) where case_number <> upper(case_number)");
            migrationBuilder.Sql(
                """
                insert into support_claims (programme, key, period, day, disbursement_id)
                select d.programme, b.case_number, to_char(coalesce(d.planned_on, d.approved_on), 'YYYY-MM'),
                    coalesce(d.planned_on, d.approved_on), d.id
                from disbursements d join disbursement_beneficiaries b on b.disbursement_id = d.id
                where d.state in ('approved', 'paid') and b.case_number is not null and d.approved_on is not null
                order by d.id
                on conflict do nothing
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "support_claims");

            migrationBuilder.DropColumn(
                name: "support_period",
                table: "programmes");

            migrationBuilder.DropColumn(
                name: "child_code",
                table: "disbursement_beneficiaries");
        }
    }
}
