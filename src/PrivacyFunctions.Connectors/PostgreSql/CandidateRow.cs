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
    public bool Matches(NpgsqlDataReader rows)
    {
        var column = 0;
        if (statement.Mixed && Bytes(rows, column++) is [(byte)'t']) return true;
        var values = new List<IReadOnlyList<string>>(_check.Targets.Count);
        foreach (var target in _check.Targets)
        {
            values.Add(rows.IsDBNull(column) ? [] : Values(target, Bytes(rows, column)));
            column++;
        }

        return _check.Matches(values);

        static byte[] Bytes(NpgsqlDataReader rows, int column)
        {
            var bytes = new byte[rows.GetBytes(column, 0, null, 0, 0)];
            rows.GetBytes(column, 0, bytes, 0, bytes.Length);
            return bytes;
        }
    }

    private static List<string> Values(KeyTarget target, byte[] text)
    {
        if (target.InDocument || target.InArray) return JsonScalars.At(text, target.Path);
        var format = ValueFormats.Of(target.Column);
        // Bytes came in the same hexadecimal text that their keys were sent in.
        return (format.Binary ? Encoding.ASCII.GetString(text) : format.Key(text)) is { } key ? [key] : [];
    }
}
