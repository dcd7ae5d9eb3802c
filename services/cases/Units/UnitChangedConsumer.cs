using ChildPlatform.Cases.Data;
using ChildPlatform.ReferenceData.Copies;

namespace ChildPlatform.Cases.Units;

/// <summary>Keeps the service's copy of units.</summary>
internal sealed class UnitChangedConsumer(CasesDbContext db) : UnitCopyConsumer(db);
