using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>SQL/JSON paths that look through arrays, nested ones too.</summary>
internal static class JsonPath
{
    // In lax mode a step into a value that is no array stays on it, so each step may look two arrays deep.
    private const string ThroughArrays = "[*][*]";

    /// <summary>The path to a nested field.</summary>
    public static string Of(IReadOnlyList<string> path)
    {
        var text = new StringBuilder("lax $").Append(ThroughArrays);
        foreach (var name in path)
            text.Append(".\"").Append(JsonEncodedText.Encode(name)).Append('"').Append(ThroughArrays);
        return text.ToString();
    }
}
