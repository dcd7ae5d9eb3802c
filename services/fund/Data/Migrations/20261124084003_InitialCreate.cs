using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace ChildPlatform.Fund.Data.Migrations
{
    /// <inheritdoc />
    public partial class InitialCreate : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // A CHECK constraint may not hold a subquery, so the sum over an entry's lines is a function of its own.
            migrationBuilder.Sql("""
                create function posting_sum(amounts bigint[]) returns numeric
                language sql immutable strict parallel safe
                return (select coalesce(sum(amount), 0) from unnest(amounts) as amount);
                """);

            migrationBuilder.CreateTable(
                name: "accounts",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    balance = table.Column<long>(type: "bigint", nullable: false),
                    reserved = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_accounts", x => x.code);
                    table.CheckConstraint("ck_accounts_balance", "balance >= 0");
                    table.CheckConstraint("ck_accounts_reserved", "reserved >= 0 and reserved <= balance");
                });

            migrationBuilder.CreateTable(
                name: "audit_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor = table.Column<string>(type: "text", nullable: false),
                    actor_name = table.Column<string>(type: "text", nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: true),
                    action = table.Column<string>(type: "text", nullable: false),
                    subject_type = table.Column<string>(type: "text", nullable: false),
                    subject_id = table.Column<string>(type: "text", nullable: false),
                    details = table.Column<string>(type: "jsonb", nullable: true),
                    trace_id = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_audit_entries", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "beneficiary_groups",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    article = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_beneficiary_groups", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "donation_imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    file_name = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    dry_run = table.Column<bool>(type: "boolean", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    sent_by = table.Column<string>(type: "text", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rows = table.Column<int>(type: "integer", nullable: false),
                    good = table.Column<int>(type: "integer", nullable: false),
                    bad = table.Column<int>(type: "integer", nullable: false),
                    already_imported = table.Column<int>(type: "integer", nullable: false),
                    recorded = table.Column<int>(type: "integer", nullable: false),
                    total = table.Column<long>(type: "bigint", nullable: false),
                    checked_file = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donation_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donors",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    tax_code = table.Column<string>(type: "text", nullable: true),
                    phone = table.Column<string>(type: "text", nullable: true),
                    address = table.Column<string>(type: "text", nullable: true),
                    email = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    search_key = table.Column<string>(type: "text", nullable: false),
                    near_key = table.Column<string>(type: "text", nullable: false),
                    phone_key = table.Column<string>(type: "text", nullable: true),
                    identity_key = table.Column<string>(type: "text", nullable: true),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    registered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    registered_by = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "to_tsvector('simple', search_key)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donors", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "fund_settings",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(60)", maxLength: 60, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    value = table.Column<long>(type: "bigint", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fund_settings", x => new { x.code, x.valid_from });
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    caller = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: false),
                    location = table.Column<string>(type: "text", nullable: true),
                    e_tag = table.Column<string>(type: "text", nullable: true),
                    content_type = table.Column<string>(type: "text", nullable: true),
                    body = table.Column<byte[]>(type: "bytea", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "inbox_messages",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    consumer = table.Column<string>(type: "text", nullable: false),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_inbox_messages", x => new { x.message_id, x.consumer });
                });

            migrationBuilder.CreateTable(
                name: "journal_entries",
                columns: table => new
                {
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    effective_on = table.Column<DateOnly>(type: "date", nullable: false),
                    entered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    entered_by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    document = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_type = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    subject_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reverses = table.Column<long>(type: "bigint", nullable: true),
                    accounts = table.Column<string[]>(type: "text[]", nullable: false),
                    amounts = table.Column<long[]>(type: "bigint[]", nullable: false),
                    previous_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_entries", x => x.sequence);
                    table.CheckConstraint("ck_journal_entries_balanced", "cardinality(accounts) >= 2 and cardinality(accounts) = cardinality(amounts) and posting_sum(amounts) = 0");
                    table.ForeignKey(
                        name: "fk_journal_entries_journal_entries_reverses",
                        column: x => x.reverses,
                        principalTable: "journal_entries",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "journal_head",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    sequence = table.Column<long>(type: "bigint", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal_head", x => x.id);
                    table.CheckConstraint("ck_journal_head_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "number_counters",
                columns: table => new
                {
                    book = table.Column<string>(type: "character varying(4)", maxLength: 4, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    last_number = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_number_counters", x => new { x.book, x.year });
                });

            migrationBuilder.CreateTable(
                name: "outbox_messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    type = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "jsonb", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    not_before = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    destination = table.Column<string>(type: "text", nullable: true),
                    redelivery = table.Column<int>(type: "integer", nullable: false, defaultValue: 0)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_outbox_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "parked_messages",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    type = table.Column<string>(type: "text", nullable: false),
                    consumer = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    parked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_parked_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "payment_totals",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payment_totals", x => new { x.year, x.month, x.programme });
                });

            migrationBuilder.CreateTable(
                name: "programmes",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programmes", x => x.code);
                    table.CheckConstraint("ck_programmes_validity", "valid_to >= valid_from");
                });

            migrationBuilder.CreateTable(
                name: "receipt_targets",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    source_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    source = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_targets", x => new { x.year, x.source_kind });
                    table.CheckConstraint("ck_receipt_targets_amount", "amount > 0");
                });

            migrationBuilder.CreateTable(
                name: "receipt_totals",
                columns: table => new
                {
                    year = table.Column<int>(type: "integer", nullable: false),
                    month = table.Column<int>(type: "integer", nullable: false),
                    source_kind = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    count = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_receipt_totals", x => new { x.year, x.month, x.source_kind });
                });

            migrationBuilder.CreateTable(
                name: "source_kinds",
                columns: table => new
                {
                    code = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    counts_in_plan_basis = table.Column<bool>(type: "boolean", nullable: true),
                    counts_in_mobilised_basis = table.Column<bool>(type: "boolean", nullable: true),
                    plan_basis_is_open = table.Column<bool>(type: "boolean", nullable: false),
                    mobilised_basis_is_open = table.Column<bool>(type: "boolean", nullable: false),
                    note = table.Column<string>(type: "character varying(1000)", maxLength: 1000, nullable: true),
                    position = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_source_kinds", x => x.code);
                });

            migrationBuilder.CreateTable(
                name: "units",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    name = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    level = table.Column<string>(type: "text", nullable: false),
                    parent_id = table.Column<Guid>(type: "uuid", nullable: true),
                    path = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: false),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_units", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "donations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    donor_id = table.Column<Guid>(type: "uuid", nullable: false),
                    donor_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    donor_kind = table.Column<string>(type: "text", nullable: false),
                    donor_tax_code = table.Column<string>(type: "text", nullable: true),
                    donor_phone = table.Column<string>(type: "text", nullable: true),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    method = table.Column<string>(type: "text", nullable: false),
                    received_on = table.Column<DateOnly>(type: "date", nullable: false),
                    source_kind = table.Column<string>(type: "text", nullable: false),
                    programme = table.Column<string>(type: "text", nullable: true),
                    campaign = table.Column<string>(type: "text", nullable: true),
                    anonymous = table.Column<bool>(type: "boolean", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    search_key = table.Column<string>(type: "text", nullable: false),
                    import_key = table.Column<long>(type: "bigint", nullable: false),
                    entry_sequence = table.Column<long>(type: "bigint", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    recorded_by = table.Column<string>(type: "text", nullable: false),
                    recorded_by_name = table.Column<string>(type: "text", nullable: false),
                    import_id = table.Column<Guid>(type: "uuid", nullable: true),
                    reversed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    reversed_by = table.Column<string>(type: "text", nullable: true),
                    reversal_reason = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "to_tsvector('simple', search_key)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_donations", x => x.id);
                    table.CheckConstraint("ck_donations_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_donations_donors_donor_id",
                        column: x => x.donor_id,
                        principalTable: "donors",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disbursements",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    request_number = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    purpose = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: false),
                    amount = table.Column<long>(type: "bigint", nullable: false),
                    payee_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    payee_account = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: true),
                    payee_bank = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    planned_on = table.Column<DateOnly>(type: "date", nullable: true),
                    public_area = table.Column<string>(type: "text", nullable: true),
                    case_check = table.Column<string>(type: "text", nullable: false),
                    checked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    second_signature_needed = table.Column<bool>(type: "boolean", nullable: false),
                    signatures = table.Column<int>(type: "integer", nullable: false),
                    limit_year = table.Column<int>(type: "integer", nullable: true),
                    approved_on = table.Column<DateOnly>(type: "date", nullable: true),
                    from_programme = table.Column<long>(type: "bigint", nullable: true),
                    from_pool = table.Column<long>(type: "bigint", nullable: true),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: true),
                    method = table.Column<string>(type: "text", nullable: true),
                    reference = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    entry_sequence = table.Column<long>(type: "bigint", nullable: true),
                    requested_by = table.Column<string>(type: "text", nullable: false),
                    requested_by_name = table.Column<string>(type: "text", nullable: false),
                    requested_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    unit_path = table.Column<string>(type: "text", nullable: false),
                    search_key = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<int>(type: "integer", nullable: false),
                    search_vector = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: true, computedColumnSql: "to_tsvector('simple', search_key)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disbursements", x => x.id);
                    table.CheckConstraint("ck_disbursements_amount", "amount > 0");
                    table.CheckConstraint("ck_disbursements_sources", "from_programme >= 0 and from_pool >= 0 and from_programme + from_pool = amount");
                    table.ForeignKey(
                        name: "fk_disbursements_journal_entries_entry_sequence",
                        column: x => x.entry_sequence,
                        principalTable: "journal_entries",
                        principalColumn: "sequence",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_disbursements_programmes_programme",
                        column: x => x.programme,
                        principalTable: "programmes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "programme_years",
                columns: table => new
                {
                    programme = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: false),
                    year = table.Column<int>(type: "integer", nullable: false),
                    limit = table.Column<long>(type: "bigint", nullable: true),
                    used = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_programme_years", x => new { x.programme, x.year });
                    table.CheckConstraint("ck_programme_years_limit", "used <= \"limit\"");
                    table.CheckConstraint("ck_programme_years_used", "used >= 0");
                    table.ForeignKey(
                        name: "fk_programme_years_programmes_programme",
                        column: x => x.programme,
                        principalTable: "programmes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "purpose_mappings",
                columns: table => new
                {
                    key = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    words = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    programme = table.Column<string>(type: "character varying(40)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_purpose_mappings", x => x.key);
                    table.ForeignKey(
                        name: "fk_purpose_mappings_programmes_programme",
                        column: x => x.programme,
                        principalTable: "programmes",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disbursement_beneficiaries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    position = table.Column<int>(type: "integer", nullable: false),
                    case_number = table.Column<string>(type: "character varying(30)", maxLength: 30, nullable: true),
                    group = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: true),
                    unit_code = table.Column<string>(type: "character varying(10)", maxLength: 10, nullable: false),
                    unit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    count = table.Column<int>(type: "integer", nullable: false),
                    disbursement_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disbursement_beneficiaries", x => x.id);
                    table.CheckConstraint("ck_disbursement_beneficiaries_count", "count > 0");
                    table.ForeignKey(
                        name: "fk_disbursement_beneficiaries_beneficiary_groups_group",
                        column: x => x.group,
                        principalTable: "beneficiary_groups",
                        principalColumn: "code",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_disbursement_beneficiaries_disbursements_disbursement_id",
                        column: x => x.disbursement_id,
                        principalTable: "disbursements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_disbursement_beneficiaries_units_unit_id",
                        column: x => x.unit_id,
                        principalTable: "units",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "disbursement_steps",
                columns: table => new
                {
                    position = table.Column<int>(type: "integer", nullable: false),
                    disbursement_id = table.Column<Guid>(type: "uuid", nullable: false),
                    action = table.Column<string>(type: "character varying(20)", maxLength: 20, nullable: false),
                    by = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: false),
                    by_name = table.Column<string>(type: "character varying(300)", maxLength: 300, nullable: false),
                    role = table.Column<string>(type: "character varying(50)", maxLength: 50, nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_disbursement_steps", x => new { x.disbursement_id, x.position });
                    table.ForeignKey(
                        name: "fk_disbursement_steps_disbursements_disbursement_id",
                        column: x => x.disbursement_id,
                        principalTable: "disbursements",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_audit_entries_subject_type_subject_id",
                table: "audit_entries",
                columns: new[] { "subject_type", "subject_id" });

            migrationBuilder.CreateIndex(
                name: "ix_disbursement_beneficiaries_case_number",
                table: "disbursement_beneficiaries",
                column: "case_number",
                filter: "case_number is not null");

            migrationBuilder.CreateIndex(
                name: "ix_disbursement_beneficiaries_disbursement_id",
                table: "disbursement_beneficiaries",
                column: "disbursement_id");

            migrationBuilder.CreateIndex(
                name: "ix_disbursement_beneficiaries_group",
                table: "disbursement_beneficiaries",
                column: "group");

            migrationBuilder.CreateIndex(
                name: "ix_disbursement_beneficiaries_unit_id",
                table: "disbursement_beneficiaries",
                column: "unit_id");

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_amount_id",
                table: "disbursements",
                columns: new[] { "amount", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_entry_sequence",
                table: "disbursements",
                column: "entry_sequence");

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_number",
                table: "disbursements",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_programme",
                table: "disbursements",
                column: "programme");

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_request_number",
                table: "disbursements",
                column: "request_number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_search_vector",
                table: "disbursements",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_disbursements_state_id",
                table: "disbursements",
                columns: new[] { "state", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_donation_imports_sent_at",
                table: "donation_imports",
                column: "sent_at",
                filter: "dry_run");

            migrationBuilder.CreateIndex(
                name: "ix_donations_donor_id",
                table: "donations",
                column: "donor_id");

            migrationBuilder.CreateIndex(
                name: "ix_donations_import_key",
                table: "donations",
                column: "import_key");

            migrationBuilder.CreateIndex(
                name: "ix_donations_number",
                table: "donations",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donations_received_on_id",
                table: "donations",
                columns: new[] { "received_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_donations_search_vector",
                table: "donations",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_donors_identity_key",
                table: "donors",
                column: "identity_key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_donors_near_key",
                table: "donors",
                column: "near_key");

            migrationBuilder.CreateIndex(
                name: "ix_donors_phone_key",
                table: "donors",
                column: "phone_key",
                filter: "phone_key is not null");

            migrationBuilder.CreateIndex(
                name: "ix_donors_search_key_id",
                table: "donors",
                columns: new[] { "search_key", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_donors_search_vector",
                table: "donors",
                column: "search_vector")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_donors_tax_code",
                table: "donors",
                column: "tax_code",
                filter: "tax_code is not null");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_inbox_messages_received_at",
                table: "inbox_messages",
                column: "received_at");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entries_effective_on",
                table: "journal_entries",
                column: "effective_on");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entries_reverses",
                table: "journal_entries",
                column: "reverses",
                unique: true,
                filter: "reverses is not null");

            migrationBuilder.CreateIndex(
                name: "ix_journal_entries_subject_id",
                table: "journal_entries",
                column: "subject_id");

            migrationBuilder.CreateIndex(
                name: "ix_purpose_mappings_programme",
                table: "purpose_mappings",
                column: "programme");

            migrationBuilder.CreateIndex(
                name: "ix_units_code_valid_from",
                table: "units",
                columns: new[] { "code", "valid_from" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("drop function if exists posting_sum(bigint[]) cascade;");

            migrationBuilder.DropTable(
                name: "accounts");

            migrationBuilder.DropTable(
                name: "audit_entries");

            migrationBuilder.DropTable(
                name: "disbursement_beneficiaries");

            migrationBuilder.DropTable(
                name: "disbursement_steps");

            migrationBuilder.DropTable(
                name: "donation_imports");

            migrationBuilder.DropTable(
                name: "donations");

            migrationBuilder.DropTable(
                name: "fund_settings");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "inbox_messages");

            migrationBuilder.DropTable(
                name: "journal_head");

            migrationBuilder.DropTable(
                name: "number_counters");

            migrationBuilder.DropTable(
                name: "outbox_messages");

            migrationBuilder.DropTable(
                name: "parked_messages");

            migrationBuilder.DropTable(
                name: "payment_totals");

            migrationBuilder.DropTable(
                name: "programme_years");

            migrationBuilder.DropTable(
                name: "purpose_mappings");

            migrationBuilder.DropTable(
                name: "receipt_targets");

            migrationBuilder.DropTable(
                name: "receipt_totals");

            migrationBuilder.DropTable(
                name: "source_kinds");

            migrationBuilder.DropTable(
                name: "beneficiary_groups");

            migrationBuilder.DropTable(
                name: "units");

            migrationBuilder.DropTable(
                name: "disbursements");

            migrationBuilder.DropTable(
                name: "donors");

            migrationBuilder.DropTable(
                name: "journal_entries");

            migrationBuilder.DropTable(
                name: "programmes");
        }
    }
}
