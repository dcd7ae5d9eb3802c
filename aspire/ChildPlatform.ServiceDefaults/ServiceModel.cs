using System.Text.Json;
using ChildPlatform.ServiceDefaults.Audit;
using ChildPlatform.ServiceDefaults.Http;
using ChildPlatform.ServiceDefaults.Messaging;
using ChildPlatform.ServiceDefaults.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Metadata.Conventions.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using Microsoft.Extensions.DependencyInjection;

namespace ChildPlatform.ServiceDefaults;

/// <summary>The running service's database context, for parts that serve every service.</summary>
public sealed class ServiceDb(DbContext context)
{
    public DbContext Context { get; } = context;
}

/// <summary>The tables every service has, and the marks that the migrate step turns into rights.</summary>
public static class ServiceModel
{
    internal const string AppendOnly = "ChildPlatform:AppendOnly";
    internal const string Unchanged = "ChildPlatform:Unchanged";
    internal const string Secret = "ChildPlatform:Secret";

    /// <summary>Maps outbox, inbox, parked messages, idempotency keys and the audit trail.</summary>
    public static ModelBuilder AddChassisTables(this ModelBuilder model)
    {
        model.Entity<OutboxMessage>(e =>
        {
            e.ToTable("outbox_messages").HasKey(x => x.Id);
            e.Property(x => x.Id).UseIdentityAlwaysColumn();
            e.Property(x => x.Body).HasColumnType("jsonb");
            // Writers in plain SQL name only what they know.
            e.Property(x => x.Attempts).HasDefaultValue(0);
            e.Property(x => x.Redelivery).HasDefaultValue(0);
            e.IsSecret();
        });
        model.Entity<InboxMessage>(e =>
        {
            e.ToTable("inbox_messages").HasKey(x => new { x.MessageId, x.Consumer });
            e.HasIndex(x => x.ReceivedAt);
        });
        model.Entity<ParkedMessage>(e =>
        {
            e.ToTable("parked_messages").HasKey(x => x.Id);
            e.Property(x => x.Id).UseIdentityAlwaysColumn();
            e.IsSecret();
        });
        model.Entity<IdempotencyKey>(e =>
        {
            e.ToTable("idempotency_keys").HasKey(x => new { x.Caller, x.Key });
            e.Property(x => x.ETag).HasColumnName("e_tag");
            e.HasIndex(x => x.CreatedAt);
            e.IsSecret(); // Stored answers may hold personal data.
        });
        model.Entity<AuditEntry>(e =>
        {
            e.ToTable("audit_entries").HasKey(x => x.Id);
            e.Property(x => x.Id).UseIdentityAlwaysColumn();
            e.Property(x => x.Details).HasColumnType("jsonb");
            e.HasIndex(x => new { x.SubjectType, x.SubjectId });
            e.IsAppendOnly();
        });
        return model;
    }

    /// <summary>Maps notices and who has read them, for a service that has some to tell.</summary>
    public static ModelBuilder AddNoticeTables(this ModelBuilder model)
    {
        model.Entity<Notice>(e =>
        {
            const string addressed = "role <> '' or agency <> '' or unit_path <> ''";
            e.ToTable("notices", table => table.HasCheckConstraint("ck_notices_audience", addressed)).HasKey(x => x.Id);
            e.Property(x => x.Id).UseIdentityAlwaysColumn();
            e.Property(x => x.Key).HasMaxLength(200);
            e.HasIndex(x => x.Key).IsUnique();
            e.Property(x => x.Kind).HasMaxLength(40);
            e.Property(x => x.Role).HasMaxLength(40);
            e.Property(x => x.Agency).HasMaxLength(10);
            e.Property(x => x.UnitPath).HasMaxLength(200);
            e.Property(x => x.SubjectType).HasMaxLength(20);
            e.Property(x => x.SubjectId).HasMaxLength(40);

            // The count in the header of every page: a person's own by equality, below a unit by prefix.
            e.HasIndex(x => new { x.Agency, x.Role, x.UnitPath, x.Id })
                .HasOperators("text_ops", "text_ops", "text_pattern_ops", "int8_ops");
            e.HasIndex(x => x.CreatedAt); // The oldest go first.
            e.IsUnchanged();
        });
        model.Entity<NoticeRead>(e =>
        {
            e.ToTable("notice_reads").HasKey(x => new { x.UserId, x.NoticeId });
            e.Property(x => x.UserId).HasMaxLength(100);

            // No foreign key: who marks a notice that is just being taken away for its age must not be refused for it.
            e.HasIndex(x => x.NoticeId);
            e.HasIndex(x => x.ReadAt);
        });
        return model;
    }

    /// <summary>Rows are only ever added: a trigger refuses change and removal, and the service's role has no right to either.</summary>
    public static EntityTypeBuilder<T> IsAppendOnly<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(AppendOnly, true);

    /// <summary>
    /// Rows are added and, when they are old, taken away, and never changed in between: a trigger refuses change, and the
    /// service's role has no right to it. For words that lose their meaning with time; what must be proved later is append-only.
    /// </summary>
    public static EntityTypeBuilder<T> IsUnchanged<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(Unchanged, true);

    /// <summary>The reader role of inspections may not see this table.</summary>
    public static EntityTypeBuilder<T> IsSecret<T>(this EntityTypeBuilder<T> entity)
        where T : class => entity.HasAnnotation(Secret, true);

    internal static DbContextOptionsBuilder UseChassisConventions(this DbContextOptionsBuilder options)
    {
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(new ChassisOptions());
        return options;
    }

    private sealed class ChassisOptions : IDbContextOptionsExtension
    {
        public DbContextOptionsExtensionInfo Info => new ExtensionInfo(this);

        public void ApplyServices(IServiceCollection services) =>
            new EntityFrameworkServicesBuilder(services).TryAdd<IConventionSetPlugin, ConventionPlugin>();

        public void Validate(IDbContextOptions options)
        {
        }

        private sealed class ExtensionInfo(IDbContextOptionsExtension extension) : DbContextOptionsExtensionInfo(extension)
        {
            public override bool IsDatabaseProvider => false;

            public override string LogFragment => "chassis conventions ";

            public override int GetServiceProviderHashCode() => 0;

            public override bool ShouldUseSameServiceProvider(DbContextOptionsExtensionInfo other) => other is ExtensionInfo;

            public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["Chassis"] = "1";
        }
    }

    private sealed class ConventionPlugin : IConventionSetPlugin
    {
        public ConventionSet ModifyConventions(ConventionSet conventionSet)
        {
            // Before the others: one of them fixes the column types.
            conventionSet.ModelFinalizingConventions.Insert(0, new EnumsAsText());
            return conventionSet;
        }
    }

    /// <summary>Enums are stored as the words the API uses, so that a query by hand reads like the documentation.</summary>
    private sealed class EnumsAsText : IModelFinalizingConvention
    {
        private static IEnumerable<IConventionProperty> PropertiesOf(IConventionTypeBase type) =>
            type.GetDeclaredProperties().Concat(type.GetDeclaredComplexProperties().SelectMany(c => PropertiesOf(c.ComplexType)));

        public void ProcessModelFinalizing(IConventionModelBuilder modelBuilder, IConventionContext<IConventionModelBuilder> context)
        {
            foreach (var property in modelBuilder.Metadata.GetEntityTypes().SelectMany(PropertiesOf))
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum && property.GetValueConverter() is null)
                {
                    property.Builder.HasConverter(typeof(KebabConverter<>).MakeGenericType(type));
                }
            }
        }
    }
}

/// <summary>Enum to and from lower-kebab text.</summary>
public sealed class KebabConverter<T>() : ValueConverter<T, string>(value => Word(value), word => Value(word))
    where T : struct, Enum
{
    private static readonly Dictionary<T, string> Words =
        Enum.GetValues<T>().Distinct().ToDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    private static readonly Dictionary<string, T> Values = Words.ToDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    private static string Word(T value) => Words[value];

    private static T Value(string word) => Values[word];
}
