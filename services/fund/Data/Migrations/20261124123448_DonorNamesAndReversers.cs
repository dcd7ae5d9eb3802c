using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class DonorNamesAndReversers : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "name_key",
                table: "donors",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "reversed_by_name",
                table: "donations",
                type: "text",
                nullable: true);

            // Keys as the code makes them: the kind is spelled as it is stored. Lower case by ICU, since the C locale knows no Vietnamese.
            migrationBuilder.Sql("""
                update donors set name_key = lower(name collate "und-x-icu") || '|' || kind || '|' || coalesce(phone_key, '');
                update donors set identity_key = 'name:' || name_key where identity_key like 'name:%';
                update donations set reversed_by_name = (
                    select actor_name from audit_entries
                    where action = 'donation.reversed' and subject_type = 'donation' and subject_id = donations.id::text limit 1)
                where state = 'reversed';
                """);

            migrationBuilder.CreateIndex(
                name: "ix_donors_name_key",
                table: "donors",
                column: "name_key");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_donors_name_key",
                table: "donors");

            migrationBuilder.DropColumn(
                name: "name_key",
                table: "donors");

            migrationBuilder.DropColumn(
                name: "reversed_by_name",
                table: "donations");
        }
    }
}
