using ChildPlatform.Events.Data;
using ChildPlatform.ReferenceData.Copies;

namespace ChildPlatform.Events.Units;

/// <summary>Keeps the service's copy of units.</summary>
internal sealed class UnitChangedConsumer(EventsDbContext db) : UnitCopyConsumer(db);
