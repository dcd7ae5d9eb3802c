using ChildPlatform.Testing;

namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>One platform for all journeys and drills, which therefore run one after another.</summary>
[CollectionDefinition("platform")]
[TestClassOrderer(typeof(OthersFirst))]
public sealed class RunningPlatform : ICollectionFixture<Testing.Platform>;
