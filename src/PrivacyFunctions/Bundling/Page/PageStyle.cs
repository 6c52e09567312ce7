using Microsoft.AspNetCore.Components;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>The page's style sheet; part of the page, because the page asks for nothing outside itself.</summary>
internal static class PageStyle
{
    public static MarkupString Sheet { get; } = new($"<style>\n{Read()}</style>");

    private static string Read()
    {
        using var file = typeof(PageStyle).Assembly.GetManifestResourceStream("PrivacyFunctions.Bundling.index.css")!;
        using var reader = new StreamReader(file);
        return reader.ReadToEnd();
    }
}
