using System.Globalization;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Where a page of the list ended: due date and number of its last request.</summary>
internal readonly record struct ListCursor(long DueAt, long Number)
{
    /// <summary>Reads a cursor that a page gave out, the start where there is none yet; null for anything else.</summary>
    public static ListCursor? Read(string? text)
    {
        if (text is null) return new ListCursor(long.MinValue, 0);
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && TryParse(text.AsSpan(0, dot), out var due) && TryParse(text.AsSpan(dot + 1), out var number)
            ? new ListCursor(due, number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DueAt}.{Number}");

    private static bool TryParse(ReadOnlySpan<char> text, out long value) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
