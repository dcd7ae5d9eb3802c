using ChildPlatform.Fund.Data;
using ChildPlatform.ReferenceData.Copies;

namespace ChildPlatform.Fund.Units;

/// <summary>Keeps the fund's copy of units.</summary>
internal sealed class UnitChangedConsumer(FundDbContext db) : UnitCopyConsumer(db);
