using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Reporting.Data.Migrations
{
    /// <inheritdoc />
    public partial class FrozenKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "keys",
                table: "frozen_figures",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'::jsonb");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "keys",
                table: "frozen_figures");
        }
    }
}
