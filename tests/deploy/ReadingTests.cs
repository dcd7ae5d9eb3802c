namespace ChildPlatform.Deploy.Tests;

/// <summary>The reader itself: what it lets pass would pass everywhere below.</summary>
public class ReadingTests
{
    public static TheoryData<string> Overlays => [.. Overlay.Names];

    [Theory]
    [MemberData(nameof(Overlays))]
    public void An_overlay_is_read_to_its_last_field(string overlay) => Assert.NotEmpty(Overlay.Named(overlay).All);

    [Theory]
    [InlineData("containerPort: 8120", "containerPorts: 8120")]
    [InlineData("minReplicas: 2", "minReplica: 2")]
    [InlineData("kind: ScheduledBackup", "kind: ScheduledBackups")]
    [InlineData("isWALArchiver: true", "walArchiver: true")]
    [InlineData("retentionPolicy: 30d", "retention: 30d")]
    [InlineData("additionalConfig:", "additionalConfigs:")]
    [InlineData("maxReplicas: 4", "maxReplicas: many")]
    public void A_typing_mistake_is_an_error(string right, string wrong)
    {
        var text = Overlay.Production.Text;
        Assert.Contains(right, text, StringComparison.Ordinal);

        Assert.ThrowsAny<Exception>(() => Overlay.Read(text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(Overlays))]
    public void Everything_is_in_one_namespace_under_a_name_of_its_own(string overlay)
    {
        var all = Overlay.Named(overlay).All;

        Assert.All(all.Where(o => o.Kind != "Namespace"), o => Assert.Equal(Overlay.Namespace, o.Metadata.NamespaceProperty));
        Assert.Equal(all.Count, all.DistinctBy(o => (o.ApiVersion, o.Kind, o.Metadata.Name)).Count());
    }
}
