using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Cases.Data.Migrations
{
    /// <inheritdoc />
    public partial class AgeOfNotices : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_notice_reads_notices_notice_id",
                table: "notice_reads");

            migrationBuilder.CreateIndex(
                name: "ix_notices_created_at",
                table: "notices",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_notice_reads_read_at",
                table: "notice_reads",
                column: "read_at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_notices_created_at",
                table: "notices");

            migrationBuilder.DropIndex(
                name: "ix_notice_reads_read_at",
                table: "notice_reads");

            migrationBuilder.AddForeignKey(
                name: "fk_notice_reads_notices_notice_id",
                table: "notice_reads",
                column: "notice_id",
                principalTable: "notices",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
