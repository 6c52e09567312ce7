using System.Text;
using Npgsql;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.PostgreSql.Formats;
using PrivacyFunctions.Connectors.Sql;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Reads the columns in front of the fields and decides whether a row really has one of the keys.</summary>
internal sealed class CandidateRow(SelectStatement statement)
{
    /// <summary>Whether the current row is wanted; leaves the fields unread.</summary>
    public bool Matches(NpgsqlDataReader rows)
    {
        var first = statement.Mixed ? 1 : 0;
        var certain = statement.Check is null || (statement.Mixed && Bytes(rows, 0) is [(byte)'t']);
        if (!certain && !statement.Check!.Matches(Values(rows, statement.Check, first))) return false;
        return statement.Excepted is not { } excepted || !excepted.Matches(Values(rows, excepted, first + (statement.Check?.Targets.Count ?? 0)));
    }

    private static List<IReadOnlyList<string>> Values(NpgsqlDataReader rows, CandidateCheck check, int column) =>
        [.. check.Targets.Select((target, index) => rows.IsDBNull(column + index) ? [] : Values(target, Bytes(rows, column + index)))];

    private static byte[] Bytes(NpgsqlDataReader rows, int column)
    {
        var bytes = new byte[rows.GetBytes(column, 0, null, 0, 0)];
        rows.GetBytes(column, 0, bytes, 0, bytes.Length);
        return bytes;
    }

    private static List<string> Values(KeyTarget target, byte[] text)
    {
        if (target.InDocument || target.InArray) return JsonScalars.At(text, target.Path);
        var format = ValueFormats.Of(target.Column);
        // Bytes came in the same hexadecimal text that their keys were sent in.
        return (format.Binary ? Encoding.ASCII.GetString(text) : format.Key(text)) is { } key ? [key] : [];
    }
}
