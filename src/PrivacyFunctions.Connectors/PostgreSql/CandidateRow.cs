using System.Text;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Reads the columns in front of the fields and decides whether a row really has one of the keys.</summary>
internal sealed class CandidateRow(SelectStatement statement)
{
    private readonly CandidateCheck _check = statement.Check!;

    /// <summary>Whether the current row is wanted; leaves the fields unread.</summary>
    public async ValueTask<bool> MatchesAsync(NpgsqlDataReader rows, CancellationToken cancellation)
    {
        var column = 0;
        if (statement.Mixed && await rows.GetFieldValueAsync<string>(column++, cancellation) == "t") return true;
        var values = new List<IReadOnlyList<string>>(_check.Targets.Count);
        foreach (var target in _check.Targets)
            values.Add(await ReadAsync(rows, column++, target, cancellation));
        return _check.Matches(values);
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(
        NpgsqlDataReader rows, int column, KeyTarget target, CancellationToken cancellation)
    {
        if (await rows.IsDBNullAsync(column, cancellation)) return [];
        var text = Encoding.UTF8.GetBytes(await rows.GetFieldValueAsync<string>(column, cancellation));
        if (target.InDocument || target.InArray) return JsonScalars.At(text, target.Path);
        var format = ValueFormats.Of(target.Column);
        // Bytes came in the same hexadecimal text that their keys were sent in.
        return (format.Binary ? Encoding.UTF8.GetString(text) : format.Key(text)) is { } key ? [key] : [];
    }
}
