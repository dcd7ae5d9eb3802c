using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Cases.Data.Migrations
{
    /// <inheritdoc />
    public partial class AskedAgain : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "plan_supports",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "reason",
                table: "fund_words",
                type: "character varying(500)",
                maxLength: 500,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "residence_unit_code",
                table: "child_versions",
                type: "character varying(10)",
                maxLength: 10,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "sex",
                table: "child_versions",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "stopped_at",
                table: "case_clocks",
                type: "timestamp with time zone",
                nullable: true);

            // A breach that nobody could end: the case turned out not to be urgent, and its measure was asked for no more.
            migrationBuilder.Sql("""
                update case_clocks clock set stopped_at = form.completed_at
                from cases, risk_assessments form
                where cases.id = clock.case_id and form.case_id = cases.id and not cases.urgent
                    and clock.step = 'S5' and clock.state = 'breached' and clock.done_at is null
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "reason",
                table: "plan_supports");

            migrationBuilder.DropColumn(
                name: "reason",
                table: "fund_words");

            migrationBuilder.DropColumn(
                name: "residence_unit_code",
                table: "child_versions");

            migrationBuilder.DropColumn(
                name: "sex",
                table: "child_versions");

            migrationBuilder.DropColumn(
                name: "stopped_at",
                table: "case_clocks");
        }
    }
}
