using PrivacyFunctions.Connecting;
using PrivacyFunctions.Connectors.Sql;
using SQLitePCL;

namespace PrivacyFunctions.Connectors.Sqlite;

/// <summary>Reads the columns in front of the fields and decides whether a row really has one of the keys.</summary>
/// <param name="statement">The statement.</param>
/// <param name="converts">Whether the file stores text in another encoding than UTF-8.</param>
internal sealed class CandidateRow(SelectStatement statement, bool converts)
{
    /// <summary>Whether the current row is wanted.</summary>
    public bool Matches(sqlite3_stmt row)
    {
        var certain = statement.Check is null || (statement.Mixed && raw.sqlite3_column_int(row, statement.FirstEvidence - 1) != 0);
        if (!certain && !Matches(row, statement.Check!, statement.FirstEvidence)) return false;
        return statement.Excepted is not { } excepted || !Matches(row, excepted, statement.FirstEvidence + (statement.Check?.Evidence.Count ?? 0));
    }

    private bool Matches(sqlite3_stmt row, CandidateCheck check, int first) =>
        check.Matches([.. check.Evidence.Select((target, index) => Evidence(row, target, first + index, converts))]);

    /// <summary>What keys are taken from in a column of a result.</summary>
    public static ColumnValue Evidence(sqlite3_stmt row, KeyTarget target, int column, bool converts)
    {
        var value = new StoredValue(row, column, target.InDocument ? ValueKind.Text : target.Column.Kind, converts);
        if (target.InDocument) return value.Class == raw.SQLITE_TEXT ? new ColumnValue(value.Bytes.ToArray()) : default;
        return value.Key() is { } key ? ColumnValue.Of(new KeyValue(key)) : default;
    }
}
