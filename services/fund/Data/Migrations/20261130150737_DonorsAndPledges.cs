using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class DonorsAndPledges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "merged_into",
                table: "donors",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "name_consent",
                table: "donations",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<Guid>(
                name: "pledge_id",
                table: "donations",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "receipt_given_at",
                table: "donations",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "receipt_given_by_name",
                table: "donations",
                type: "text",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "donor_merges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kept_id = table.Column<Guid>(type: "uuid", nullable: false),
                    merged_id = table.Column<Guid>(type: "uuid", nullable: false),
                    had_identity = table.Column<bool>(type: "boolean", nullable: false),
                    gifts = table.Column<long>(type: "bigint", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by = table.Column<string>(type: "text", nullable: false),
                    by_name = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    undone_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    undone_by = table.Column<string>(type: "text", nullable: true),
                    undone_by_name = table.Column<string>(type: "text", nullable: true),
                    undo_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donor_merges", x => x.id);
                    table.ForeignKey(
                        name: "fk_donor_merges_donors_kept_id",
                        column: x => x.kept_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_donor_merges_donors_merged_id",
                        column: x => x.merged_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notice_reads",
                columns: table => new
                {
                    user_id = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    notice_id = table.Column<long>(type: "bigint", nullable: false),
                    read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notice_reads", x => new { x.user_id, x.notice_id });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    role = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    agency = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    unit_path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    vi = table.Column<string>(type: "text", nullable: false),
                    en = table.Column<string>(type: "text", nullable: false),
                    subject_type = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    subject_id = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.CheckConstraint("ck_notices_audience", "role <> '' or agency <> '' or unit_path <> ''");
                });

            migrationBuilder.CreateTable(
                name: "pledges",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    source_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true),
                    pledged_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_by_name = table.Column<string>(type: "text", nullable: false),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_by = table.Column<string>(type: "text", nullable: true),
                    cancelled_by_name = table.Column<string>(type: "text", nullable: true),
                    cancel_reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pledges", x => x.id);
                    table.CheckConstraint("ck_pledges_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_pledges_donors_donor_id",
                        column: x => x.donor_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "donor_merge_gifts",
                columns: table => new
                {
                    merge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donation_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donor_merge_gifts", x => new { x.merge_id, x.donation_id });
                    table.ForeignKey(
                        name: "fk_donor_merge_gifts_donations_donation_id",
                        column: x => x.donation_id,
                        principalTable: "donations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_donor_merge_gifts_donor_merges_merge_id",
                        column: x => x.merge_id,
                        principalTable: "donor_merges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "donor_merge_pledges",
                columns: table => new
                {
                    merge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    pledge_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donor_merge_pledges", x => new { x.merge_id, x.pledge_id });
                    table.ForeignKey(
                        name: "fk_donor_merge_pledges_donor_merges_merge_id",
                        column: x => x.merge_id,
                        principalTable: "donor_merges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_donor_merge_pledges_pledges_pledge_id",
                        column: x => x.pledge_id,
                        principalTable: "pledges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "pledge_instalments",
                columns: table => new
                {
                    pledge_id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pledge_instalments", x => new { x.pledge_id, x.position });
                    table.CheckConstraint("ck_pledge_instalments_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_pledge_instalments_pledges_pledge_id",
                        column: x => x.pledge_id,
                        principalTable: "pledges",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_donors_merged_into",
                table: "donors",
                column: "merged_into",
                filter: "merged_into is not null");

            migrationBuilder.CreateIndex(
                name: "ix_donations_pledge_id",
                table: "donations",
                column: "pledge_id",
                filter: "pledge_id is not null");

            migrationBuilder.CreateIndex(
                name: "ix_donor_merge_gifts_donation_id",
                table: "donor_merge_gifts",
                column: "donation_id");

            migrationBuilder.CreateIndex(
                name: "ix_donor_merge_pledges_pledge_id",
                table: "donor_merge_pledges",
                column: "pledge_id");

            migrationBuilder.CreateIndex(
                name: "ix_donor_merges_kept_id",
                table: "donor_merges",
                column: "kept_id");

            migrationBuilder.CreateIndex(
                name: "ix_donor_merges_standing",
                table: "donor_merges",
                column: "merged_id",
                unique: true,
                filter: "undone_at is null");

            migrationBuilder.CreateIndex(
                name: "ix_notice_reads_notice_id",
                table: "notice_reads",
                column: "notice_id");

            migrationBuilder.CreateIndex(
                name: "ix_notice_reads_read_at",
                table: "notice_reads",
                column: "read_at");

            migrationBuilder.CreateIndex(
                name: "ix_notices_agency_role_unit_path_id",
                table: "notices",
                columns: new[] { "agency", "role", "unit_path", "id" })
                .Annotation("Npgsql:IndexOperators", new[] { "text_ops", "text_ops", "text_pattern_ops", "int8_ops" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_created_at",
                table: "notices",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_notices_key",
                table: "notices",
                column: "key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pledge_instalments_due_on",
                table: "pledge_instalments",
                column: "due_on");

            migrationBuilder.CreateIndex(
                name: "ix_pledges_donor_id",
                table: "pledges",
                column: "donor_id");

            migrationBuilder.CreateIndex(
                name: "ix_pledges_number",
                table: "pledges",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pledges_pledged_on_id",
                table: "pledges",
                columns: new[] { "pledged_on", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_donations_pledges_pledge_id",
                table: "donations",
                column: "pledge_id",
                principalTable: "pledges",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_donors_donors_merged_into",
                table: "donors",
                column: "merged_into",
                principalTable: "donors",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_donations_pledges_pledge_id",
                table: "donations");

            migrationBuilder.DropForeignKey(
                name: "fk_donors_donors_merged_into",
                table: "donors");

            migrationBuilder.DropTable(
                name: "donor_merge_gifts");

            migrationBuilder.DropTable(
                name: "donor_merge_pledges");

            migrationBuilder.DropTable(
                name: "notice_reads");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "pledge_instalments");

            migrationBuilder.DropTable(
                name: "donor_merges");

            migrationBuilder.DropTable(
                name: "pledges");

            migrationBuilder.DropIndex(
                name: "ix_donors_merged_into",
                table: "donors");

            migrationBuilder.DropIndex(
                name: "ix_donations_pledge_id",
                table: "donations");

            migrationBuilder.DropColumn(
                name: "merged_into",
                table: "donors");

            migrationBuilder.DropColumn(
                name: "name_consent",
                table: "donations");

            migrationBuilder.DropColumn(
                name: "pledge_id",
                table: "donations");

            migrationBuilder.DropColumn(
                name: "receipt_given_at",
                table: "donations");

            migrationBuilder.DropColumn(
                name: "receipt_given_by_name",
                table: "donations");
        }
    }
}
