using System.Globalization;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Where a page of the list ended: due date and id of its last request.</summary>
internal readonly record struct ListCursor(long DueAt, string Id)
{
    /// <summary>Reads a cursor that a page gave out; anything else begins at the start.</summary>
    public static ListCursor Read(string? text)
    {
        var dot = text?.IndexOf('.', StringComparison.Ordinal) ?? -1;
        return dot > 0
            && long.TryParse(text.AsSpan(0, dot), NumberStyles.None, CultureInfo.InvariantCulture, out var due)
            && RequestId.TryParse(text![(dot + 1)..], out var id)
            ? new ListCursor(due, id.Value)
            : new ListCursor(long.MinValue, "");
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{DueAt}.{Id}");
}
