using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class SupportNorms : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "share",
                table: "support_claims",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.Sql(
                """
                update support_claims c set share = (
                    select (d.amount + sum(b.count) - 1) / sum(b.count)
                    from disbursements d join disbursement_beneficiaries b on b.disbursement_id = d.id
                    where d.id = c.disbursement_id group by d.amount)
                """);

            migrationBuilder.CreateTable(
                name: "support_norms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    group = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    period = table.Column<string>(type: "text", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    set_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    set_by_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    set_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_support_norms", x => x.id);
                    table.CheckConstraint("ck_support_norms_amount", "amount > 0");
                    table.CheckConstraint("ck_support_norms_validity", "valid_to >= valid_from");
                    table.ForeignKey(
                        name: "fk_support_norms_beneficiary_groups_group",
                        column: x => x.group,
                        principalTable: "beneficiary_groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_support_norms_programmes_programme",
                        column: x => x.programme,
                        principalTable: "programmes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "norm_exceptions",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    disbursement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    norm_id = table.Column<Guid>(type: "uuid", nullable: false),
                    allowed = table.Column<long>(type: "bigint", nullable: false),
                    asked = table.Column<long>(type: "bigint", nullable: false),
                    case_number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_norm_exceptions", x => x.id);
                    table.ForeignKey(
                        name: "fk_norm_exceptions_disbursements_disbursement_id",
                        column: x => x.disbursement_id,
                        principalTable: "disbursements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_norm_exceptions_support_norms_norm_id",
                        column: x => x.norm_id,
                        principalTable: "support_norms",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_norm_exceptions_disbursement_id",
                table: "norm_exceptions",
                column: "disbursement_id");

            migrationBuilder.CreateIndex(
                name: "ix_norm_exceptions_norm_id",
                table: "norm_exceptions",
                column: "norm_id");

            migrationBuilder.CreateIndex(
                name: "ix_support_norms_group",
                table: "support_norms",
                column: "group");

            migrationBuilder.CreateIndex(
                name: "ix_support_norms_programme_group_valid_from",
                table: "support_norms",
                columns: new[] { "programme", "group", "valid_from" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "norm_exceptions");

            migrationBuilder.DropTable(
                name: "support_norms");

            migrationBuilder.DropColumn(
                name: "share",
                table: "support_claims");
        }
    }
}
