using System.Globalization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Where a page of the list ended: due date and id of its last request.</summary>
internal readonly record struct ListCursor(long DueAt, string Id)
{
    /// <summary>Reads a cursor that a page gave out, the start where there is none yet; null for anything else.</summary>
    public static ListCursor? Read(string? text)
    {
        if (text is null) return new ListCursor(long.MinValue, "");
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var due)
            && RequestId.TryParse(text[(dot + 1)..], out var id)
            ? new ListCursor(due, id.Value)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DueAt}.{Id}");
}
