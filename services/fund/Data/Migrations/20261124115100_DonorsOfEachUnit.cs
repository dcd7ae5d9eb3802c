using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class DonorsOfEachUnit : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_donors_identity_key",
                table: "donors");

            migrationBuilder.CreateIndex(
                name: "ix_donors_identity_key_unit_path",
                table: "donors",
                columns: new[] { "identity_key", "unit_path" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_donors_identity_key_unit_path",
                table: "donors");

            migrationBuilder.CreateIndex(
                name: "ix_donors_identity_key",
                table: "donors",
                column: "identity_key",
                unique: true);
        }
    }
}
