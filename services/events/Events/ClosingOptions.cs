using System.ComponentModel.DataAnnotations;

namespace ChildPlatform.Events.Events;

/// <summary>How long an organiser has for the closing form.</summary>
internal sealed record ClosingOptions
{
    /// <summary>Days after the last day of the event; the form is late after them.</summary>
    [Range(0, 365)]
    public int Days { get; init; } = 5;
}
