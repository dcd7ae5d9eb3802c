namespace ChildPlatform.Platform.Tests.Journeys;

/// <summary>Times that a test saw: in its output, whether or not it passes.</summary>
internal static class Measured
{
    public static void Note(string what, TimeSpan time) =>
        TestContext.Current.TestOutputHelper?.WriteLine("{0}: {1:0} ms", what, time.TotalMilliseconds);
}
