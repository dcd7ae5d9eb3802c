using Microsoft.AspNetCore.Components;

namespace ChildPlatform.Portal.Parts;

/// <summary>What every input of a form has: a label, whether it must be filled, a hint and an error.</summary>
public abstract class FieldBase : ComponentBase
{
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    [Parameter, EditorRequired]
    public string Label { get; set; } = "";

    [Parameter]
    public bool Required { get; set; }

    [Parameter]
    public bool Disabled { get; set; }

    [Parameter]
    public string? Hint { get; set; }

    [Parameter]
    public string? Error { get; set; }

    [Parameter]
    public string? Class { get; set; }

    protected string? DescribedBy => (Hint, Error) switch
    {
        (null, null) => null,
        (null, _) => Id + "-error",
        (_, null) => Id + "-hint",
        _ => $"{Id}-hint {Id}-error",
    };

    protected string? Invalid => Error is null ? null : "true";

    protected string? Must => Required ? "true" : null;
}
