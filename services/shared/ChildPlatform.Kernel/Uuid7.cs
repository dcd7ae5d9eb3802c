namespace ChildPlatform.Kernel;

/// <summary>Identifiers that sort by the time they were made, so that an index grows at its end.</summary>
public static class Uuid7
{
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
