using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace PrivacyFunctions.Connectors.PostgreSql.Changes;

/// <summary>Rows by where they lie; good for as long as the transaction's state is looked at.</summary>
internal sealed class RowIds
{
    /// <summary>A row source with the parameters of <see cref="AddTo"/>.</summary>
    public const string Source = "unnest(@tables::oid[], @rows::tid[])";

    /// <summary>The partition of each row, or the table.</summary>
    public List<uint> Tables { get; } = [];

    /// <summary>The place of each row in it.</summary>
    public List<string> Places { get; } = [];

    /// <summary>How many.</summary>
    public int Count => Tables.Count;

    /// <summary>Adds a row.</summary>
    public void Add(uint table, string place)
    {
        Tables.Add(table);
        Places.Add(place);
    }

    /// <summary>Adds the row whose table and place stand in two text columns.</summary>
    public void Add(NpgsqlDataReader rows, int column) =>
        Add(uint.Parse(rows.GetString(column), CultureInfo.InvariantCulture), rows.GetString(column + 1));

    /// <summary>A part.</summary>
    public RowIds Range(int first, int count)
    {
        var part = new RowIds();
        part.Tables.AddRange(Tables.GetRange(first, count));
        part.Places.AddRange(Places.GetRange(first, count));
        return part;
    }

    /// <summary>Those that are not in the other.</summary>
    public RowIds Except(RowIds other)
    {
        var gone = other.Tables.Zip(other.Places).ToHashSet();
        var left = new RowIds();
        foreach (var row in Tables.Zip(Places).Where(row => !gone.Contains(row))) left.Add(row.First, row.Second);
        return left;
    }

    /// <summary>Adds the parameters.</summary>
    /// <param name="parameters">Where to.</param>
    /// <param name="suffix">What tells them from others'.</param>
    public void AddTo(NpgsqlParameterCollection parameters, string suffix = "")
    {
        parameters.Add(new NpgsqlParameter($"tables{suffix}", NpgsqlDbType.Array | NpgsqlDbType.Oid) { Value = Tables.ToArray() });
        parameters.Add(new NpgsqlParameter($"rows{suffix}", NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = Places.ToArray() });
    }
}
