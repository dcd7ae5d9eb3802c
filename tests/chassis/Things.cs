using System.ComponentModel.DataAnnotations;
using ChildPlatform.Kernel;
using ChildPlatform.ServiceDefaults;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Security;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ChildPlatform.Chassis.Tests;

public enum ThingKind
{
    Plain,
    VeryFancy,
}

public sealed record OwnerRequest(string Name, [property: StringLength(20, ErrorMessage = "too-long")] string? Phone = null);

public sealed record ThingRequest(
    OwnerRequest Owner,
    [Range(1, 9007199254740991, ErrorMessage = "amount-out-of-range")] long Amount,
    ThingKind Kind = ThingKind.Plain,
    DateOnly? On = null,
    DateTimeOffset? At = null,
    [MaxLength(2, ErrorMessage = "too-many")] IReadOnlyList<LineRequest>? Lines = null)
{
    public IReadOnlyList<string>? Words { get; init; }
}

public sealed record LineRequest([Range(1, 100, ErrorMessage = "out-of-range")] int Count);

public sealed record ThingResponse(Guid Id, string Name, long Amount, ThingKind Kind, DateTimeOffset MadeAt);

/// <summary>A message of the test service.</summary>
public sealed record ThingMade
{
    public Guid ThingId { get; init; }

    public string Name { get; init; } = "";
}

/// <summary>A message that nobody listens to.</summary>
public sealed record ThingForgotten
{
    public Guid ThingId { get; init; }
}

internal sealed class Thing : IHasUnitPath
{
    public Guid Id { get; init; }

    public string Name { get; set; } = "";

    public long Amount { get; init; }

    public ThingKind Kind { get; init; }

    public string UnitPath { get; init; } = "";

    public int Version { get; set; } = 1;

    public DateTimeOffset MadeAt { get; init; }
}

/// <summary>What the consumer has applied; one row per effect, so a second effect shows.</summary>
internal sealed class AppliedThing
{
    public long Id { get; init; }

    public Guid ThingId { get; init; }
}

internal sealed class ThingsDb(DbContextOptions<ThingsDb> options) : DbContext(options)
{
    public DbSet<Thing> Things => Set<Thing>();

    public DbSet<AppliedThing> Applied => Set<AppliedThing>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        // The one migration is the whole model as a script, so there is no snapshot to compare with.
        optionsBuilder.ConfigureWarnings(w => w.Ignore(Microsoft.EntityFrameworkCore.Diagnostics.RelationalEventId.PendingModelChangesWarning));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.AddChassisTables();
        modelBuilder.Entity<Thing>().ToTable("things");
        modelBuilder.Entity<AppliedThing>().ToTable("applied_things");
    }
}

[DbContext(typeof(ThingsDb))]
[Migration("20240101000000_Create")]
internal sealed class CreateThings : Migration
{
    public static string Script { get; set; } = "";

    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script);
}

internal sealed class ThingMadeConsumer(ThingsDb db, ConsumerFaults faults) : IConsumer<ThingMade>
{
    public Task Consume(ConsumeContext<ThingMade> context)
    {
        db.Applied.Add(new AppliedThing { ThingId = context.Message.ThingId });
        faults.Consume(context.Message);
        return Task.CompletedTask;
    }
}

/// <summary>How the consumer is to fail.</summary>
internal sealed class ConsumerFaults
{
    private int _attempts;

    public Func<ThingMade, Exception?> Fault { get; set; } = _ => null;

    public int Attempts => _attempts;

    public System.Diagnostics.ActivityTraceId LastTrace { get; private set; }

    public void Consume(ThingMade message)
    {
        Interlocked.Increment(ref _attempts);
        LastTrace = System.Diagnostics.Activity.Current?.TraceId ?? default;
        if (Fault(message) is { } fault)
        {
            throw fault;
        }
    }
}

/// <summary>Holds a handler until the test lets it go.</summary>
internal sealed class Gate
{
    public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Leave { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal static class ThingEndpoints
{
    public static readonly BusinessRule TooFancy = new("too-fancy", "Thứ này quá cầu kỳ.", "This thing is too fancy.");

    public static void Map(WebApplication app)
    {
        var things = app.MapGroup("/api/v1/chassis/things").WithIdempotency<ThingsDb>();
        things.MapGet("/", List).RequireAuthorization("things.read");
        things.MapPost("/", Create).RequireAuthorization("things.write");
        app.MapPost("/api/v1/chassis/optional", () => TypedResults.Ok("ok")).WithIdempotency<ThingsDb>(required: false);
        things.MapPost("/refused", Refuse);
        things.MapPost("/slow", Slow);
        things.MapPost("/crash", Crash);
        things.MapPost("/{id:guid}/rename", Rename).RequireAuthorization("things.write");
        things.MapPost("/uploads", (IFormFile file) => TypedResults.Ok(file.Length)).AllowUpload();
        app.MapPut("/api/v1/chassis/things/{id:guid}", Rename).RequireIfMatch();
        app.MapGet("/api/v1/chassis/boom", string () => throw new InvalidOperationException("secret inside"));
        app.MapGet("/api/v1/chassis/number", (int n) => n);
        app.MapGet("/api/v1/chassis/text", async (string q, ThingsDb db) => await db.Things.CountAsync(t => t.Name == q));
        app.MapGet("/api/v1/chassis/signed-in", (CurrentUser user) => user.Id);
        app.MapPost("/api/v1/chassis/raw", (HttpContext context) => Convert.ToHexString(IdempotencyHash.Of(context))).RequireIdempotencyKey();
    }

    private static async Task<Page<ThingResponse>> List(PageRequest page, ThingsDb db, CurrentUser user, CancellationToken ct)
    {
        var query = db.Things.Within(user);
        if (page.After is { } after)
        {
            var (at, id) = (after.Get<DateTimeOffset>(0), after.Get<Guid>(1));
            query = query.Where(t => t.MadeAt < at || (t.MadeAt == at && t.Id.CompareTo(id) < 0));
        }

        var rows = await query.OrderByDescending(t => t.MadeAt).ThenByDescending(t => t.Id).Take(page.Take).ToListAsync(ct);
        return page.ToPage(rows, Response, t => [t.MadeAt, t.Id]);
    }

    private static async Task<IResult> Create(
        ThingRequest request, HttpContext http, ThingsDb db, IOutbox outbox, AuditTrail audit, CurrentUser user, TimeProvider clock,
        CancellationToken ct)
    {
        var thing = new Thing
        {
            Id = Uuid7.New(clock),
            Name = request.Owner.Name,
            Amount = request.Amount,
            Kind = request.Kind,
            UnitPath = user.UnitPath,
            MadeAt = clock.GetUtcNow(),
        };
        db.Add(thing);
        outbox.Add(new ThingMade { ThingId = thing.Id, Name = thing.Name });
        audit.Record("thing.create", "thing", thing.Id.ToString(), new { thing.Amount });
        await db.SaveChangesAsync(ct);
        TooFancy.Require(thing.Name != "refuse me after the save");
        ETag.Set(http, thing.Version);
        return TypedResults.Created($"/api/v1/chassis/things/{thing.Id}", Response(thing));
    }

    private static async Task<IResult> Refuse(ThingsDb db, CancellationToken ct)
    {
        db.Add(new Thing { Id = Guid.NewGuid(), Name = "refused" });
        await db.SaveChangesAsync(ct);
        return TypedResults.NotFound();
    }

    private static async Task<IResult> Slow(ThingsDb db, Gate gate, CancellationToken ct)
    {
        db.Add(new Thing { Id = Guid.NewGuid(), Name = "slow" });
        await db.SaveChangesAsync(ct);
        gate.Entered.TrySetResult();
        await gate.Leave.Task.WaitAsync(ct);
        return TypedResults.Ok("done");
    }

    /// <summary>The connection dies between the effect and the commit, as when the process or the database is killed there.</summary>
    private static async Task<IResult> Crash(ThingsDb db, Gate gate, CancellationToken ct)
    {
        db.Add(new Thing { Id = Guid.NewGuid(), Name = "crash" });
        await db.SaveChangesAsync(ct);
        if (gate.Entered.TrySetResult())
        {
            await db.Database.ExecuteSqlRawAsync("select pg_terminate_backend(pg_backend_pid())", ct);
        }

        return TypedResults.Ok("survived");
    }

    private static async Task<IResult> Rename(Guid id, RenameRequest request, IfMatch ifMatch, HttpContext http, ThingsDb db, CancellationToken ct)
    {
        if (await db.Things.FindAsync([id], ct) is not { } thing)
        {
            return TypedResults.NotFound();
        }

        ifMatch.Require(thing.Version);
        thing.Name = request.Name;
        thing.Version++;
        await db.SaveChangesAsync(ct);
        ETag.Set(http, thing.Version);
        return TypedResults.Ok(Response(thing));
    }

    private static ThingResponse Response(Thing t) => new(t.Id, t.Name, t.Amount, t.Kind, t.MadeAt);
}

public sealed record RenameRequest([MinLength(1, ErrorMessage = "required")] string Name);
