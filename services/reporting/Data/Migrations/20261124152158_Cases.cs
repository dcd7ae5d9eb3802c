using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Reporting.Data.Migrations
{
    /// <inheritdoc />
    public partial class Cases : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "case_facts",
                columns: table => new
                {
                    case_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    unit_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    kind = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    urgent = table.Column<bool>(type: "boolean", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: true),
                    clocks = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_case_facts", x => x.case_id);
                });

            migrationBuilder.CreateTable(
                name: "help_facts",
                columns: table => new
                {
                    request_id = table.Column<Guid>(type: "uuid", nullable: false),
                    child_code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    group = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    unit_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: true),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    helped_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reversed = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_help_facts", x => x.request_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_case_facts_received_on",
                table: "case_facts",
                column: "received_on");

            migrationBuilder.CreateIndex(
                name: "ix_help_facts_helped_on",
                table: "help_facts",
                column: "helped_on");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "case_facts");

            migrationBuilder.DropTable(
                name: "help_facts");
        }
    }
}
