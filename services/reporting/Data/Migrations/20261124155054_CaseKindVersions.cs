using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Reporting.Data.Migrations
{
    /// <inheritdoc />
    public partial class CaseKindVersions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "kind_version",
                table: "case_facts",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "kind_version",
                table: "case_facts");
        }
    }
}
