using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>Query parameters of calls that answer with a list: which are known, and how long a page is.</summary>
public static class PageQuery
{
    private const int Usual = 50;
    private const int Most = 200;

    /// <summary>The parameter that says how long a page is.</summary>
    public static QueryParameter Limit { get; } = new("limit", "Most items of a page, 1 to 200; 50 when not given.");

    /// <summary>The parameter that asks for the page after.</summary>
    public static QueryParameter Cursor { get; } = new("cursor", "The nextCursor of the page before.");

    /// <summary>Names the parameters that the operation does not have.</summary>
    public static void RefuseUnknown(IQueryCollection query, ApiOperation operation, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(errors);
        foreach (var name in query.Keys.Where(k => operation.Query.All(q => q.Name != k))) errors.Add(name, "There is no such parameter.");
    }

    /// <summary>How many items a page may have.</summary>
    public static int ReadLimit(IQueryCollection query, FieldErrors errors)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(errors);
        var values = query[Limit.Name];
        if (values.Count == 0) return Usual;
        if (values is [var text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is >= 1 and <= Most)
            return limit;
        errors.Add(Limit.Name, $"This must be a whole number from 1 to {Most}.");
        return Usual;
    }
}
