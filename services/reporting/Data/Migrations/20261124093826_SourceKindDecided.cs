using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Reporting.Data.Migrations
{
    /// <inheritdoc />
    public partial class SourceKindDecided : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "decided_version",
                table: "source_kinds",
                type: "integer",
                nullable: false,
                defaultValue: 0);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "decided_version",
                table: "source_kinds");
        }
    }
}
