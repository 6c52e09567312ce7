using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.DataMap;

/// <summary>The text of a string or a property's name in a JSON document.</summary>
internal static class JsonNames
{
    /// <summary>Unescaped; where an escape stands for half a character, which no text can hold, as it is written.</summary>
    public static string Unescaped(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? "";
        }
        catch (InvalidOperationException)
        {
            return Encoding.UTF8.GetString(reader.ValueSpan);
        }
    }
}
