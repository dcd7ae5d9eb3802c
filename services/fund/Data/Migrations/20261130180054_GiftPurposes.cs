using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class GiftPurposes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "purpose",
                table: "donations",
                type: "character varying(45)",
                maxLength: 45,
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "purpose",
                table: "donations");
        }
    }
}
