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
        return statement.Excepted is not { } excepted || !excepted.Matches(Values(rows, excepted, first + (statement.Check?.Evidence.Count ?? 0)));
    }

    /// <summary>What keys are taken from in a column of a result, as <see cref="SelectStatement.Evidence"/> asked for it.</summary>
    public static ColumnValue Evidence(NpgsqlDataReader rows, KeyTarget target, int column)
    {
        if (rows.IsDBNull(column)) return default;
        var text = Bytes(rows, column);
        if (target.TakenApart) return new ColumnValue(text);
        var format = ValueFormats.Of(target.Column);
        // Bytes came in the same hexadecimal text that their keys were sent in.
        return (format.Binary ? Encoding.ASCII.GetString(text) : format.Key(text)) is { } key ? ColumnValue.Of(new KeyValue(key)) : default;
    }

    private static List<ColumnValue> Values(NpgsqlDataReader rows, CandidateCheck check, int column) =>
        [.. check.Evidence.Select((target, index) => Evidence(rows, target, column + index))];

    private static byte[] Bytes(NpgsqlDataReader rows, int column)
    {
        var bytes = new byte[rows.GetBytes(column, 0, null, 0, 0)];
        rows.GetBytes(column, 0, bytes, 0, bytes.Length);
        return bytes;
    }
}
