namespace PrivacyFunctions.Tests.Bundling;

/// <summary>Text that tries to become markup: known shapes, each in many disguises.</summary>
internal static class InjectionPayloads
{
    private static readonly string[] Shapes =
    [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg onload=alert(1)>", "<svg/onload=alert(1)//", "<iframe src=javascript:alert(1)>",
        "</td><script>alert(1)</script>", "</table></main><h1>owned</h1>", "</style><script>alert(1)</script>", "</title><script>alert(1)</script>",
        "\"><script>alert(1)</script>", "' onmouseover='alert(1)", "\" onfocus=\"alert(1)\" autofocus=\"", "`onerror=alert(1)`", "javascript:alert(1)",
        "<a href=\"javascript:alert(1)\">x</a>", "<body onload=alert(1)>", "<details open ontoggle=alert(1)>", "<math><mi xlink:href=\"javascript:alert(1)\">",
        "<template><script>alert(1)</script></template>", "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>", "<?xml version=\"1.0\"?><x/>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;",
        "\\u003cscript\\u003ealert(1)", "<scr\0ipt>alert(1)</scr\0ipt>", "<script\n>alert(1)</script\n>", "<style>@import'//evil'</style>", "<link rel=stylesheet href=//evil>",
        "<meta http-equiv=refresh content=0;url=//evil>", "<base href=//evil>", "<form action=//evil><input name=x>", "<input onfocus=alert(1) autofocus>",
        "<object data=javascript:alert(1)>", "<embed src=javascript:alert(1)>", "<video><source onerror=alert(1)>", "<marquee onstart=alert(1)>", "<plaintext>", "<xmp>",
        "{{7*7}}", "${7*7}", "@(alert(1))", "<%= 7*7 %>", "＜script＞alert(1)＜/script＞", "<ſcript>alert(1)</ſcript>", "\u2028<script>alert(1)</script>", "-->", "]]>", "</textarea>",
    ];

    private static readonly Func<string, string>[] Disguises =
    [
        text => text, text => text.ToUpperInvariant(), text => $"x{text}", text => $"{text}{text}", text => text.Replace(' ', '/'), text => text.Replace(' ', '\n'),
        text => $"\"{text}", text => $"'{text}", text => $">{text}", text => $"</td>{text}", text => $"<{text}", text => $"&{text}", text => $"\u202E{text}", text => $"\t{text}",
        text => text.Replace("<", "<\u200B", StringComparison.Ordinal), text => text.Replace("<", "%3C", StringComparison.Ordinal),
    ];

    /// <summary>That many different ones, none longer than a cell.</summary>
    public static IEnumerable<string> All(int count) =>
        Enumerable.Range(0, count).Select(n => $"{Disguises[n / Shapes.Length % Disguises.Length](Shapes[n % Shapes.Length])} {n}");
}
