using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Reporting.Data.Migrations
{
    /// <inheritdoc />
    public partial class EventFacts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "event_facts",
                columns: table => new
                {
                    event_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    title = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    template = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    unit_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    agency = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    standing = table.Column<string>(type: "text", nullable: false),
                    planned_children = table.Column<int>(type: "integer", nullable: false),
                    children = table.Column<int>(type: "integer", nullable: false),
                    girls = table.Column<int>(type: "integer", nullable: false),
                    boys = table.Column<int>(type: "integer", nullable: false),
                    ethnic_minority = table.Column<int>(type: "integer", nullable: false),
                    special_circumstances = table.Column<int>(type: "integer", nullable: false),
                    age_0_to_6 = table.Column<int>(type: "integer", nullable: false),
                    age_7_to_10 = table.Column<int>(type: "integer", nullable: false),
                    age_11_to_15 = table.Column<int>(type: "integer", nullable: false),
                    gifts = table.Column<int>(type: "integer", nullable: false),
                    gifts_value = table.Column<long>(type: "bigint", nullable: false),
                    scholarships = table.Column<int>(type: "integer", nullable: false),
                    scholarships_value = table.Column<long>(type: "bigint", nullable: false),
                    cost = table.Column<long>(type: "bigint", nullable: false),
                    cost_from_budget = table.Column<long>(type: "bigint", nullable: false),
                    cost_mobilised = table.Column<long>(type: "bigint", nullable: false),
                    cost_from_fund = table.Column<long>(type: "bigint", nullable: false),
                    incidents = table.Column<int>(type: "integer", nullable: false),
                    as_of = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_event_facts", x => x.event_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_event_facts_template_starts_on",
                table: "event_facts",
                columns: new[] { "template", "starts_on" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "event_facts");
        }
    }
}
