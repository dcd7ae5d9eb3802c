using MudBlazor;

namespace ChildPlatform.Portal.Layout;

/// <summary>Colours and type of the portal; each text colour has at least 4.5:1 on the ground that it stands on.</summary>
internal static class PortalTheme
{
    private static readonly string[] Fonts = ["Noto Sans Vi", "Noto Sans", "Segoe UI", "Arial", "sans-serif"];

    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Primary = "#0b5a8f",
            PrimaryContrastText = "#ffffff",
            Secondary = "#9a3412",
            SecondaryContrastText = "#ffffff",
            Success = "#176b42",
            Warning = "#8a5300",
            Error = "#b3261e",
            Info = "#0b5a8f",
            Background = "#f4f6f9",
            Surface = "#ffffff",
            TextPrimary = "#1b2733",
            TextSecondary = "#4a5966",
            ActionDefault = "#4a5966",
            Divider = "#d8dfe6",
            LinesDefault = "#d8dfe6",
        },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Fonts, FontSize = "0.9375rem", LineHeight = "1.5", LetterSpacing = "normal" },
            Button = new ButtonTypography
            {
                FontFamily = Fonts,
                FontSize = "0.9375rem",
                FontWeight = "600",
                TextTransform = "none",
                LetterSpacing = "normal",
            },
            H6 = new H6Typography { FontFamily = Fonts, FontSize = "1.125rem", FontWeight = "700" },
            Body1 = new Body1Typography { FontFamily = Fonts, FontSize = "0.9375rem" },
            Body2 = new Body2Typography { FontFamily = Fonts, FontSize = "0.875rem" },
        },
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px" },
    };
}
