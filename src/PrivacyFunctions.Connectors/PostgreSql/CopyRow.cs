using System.Text;

namespace PrivacyFunctions.Connectors.PostgreSql;

/// <summary>Rows in the text form of COPY, in which four characters are escaped.</summary>
internal static class CopyRow
{
    /// <summary>Writes one row.</summary>
    public static Task WriteAsync(TextWriter copy, IReadOnlyList<string> values, CancellationToken cancellation)
    {
        var line = new StringBuilder();
        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0) line.Append('\t');
            line.Append(values[i].Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\t", @"\t", StringComparison.Ordinal)
                .Replace("\n", @"\n", StringComparison.Ordinal).Replace("\r", @"\r", StringComparison.Ordinal));
        }

        return copy.WriteAsync(line.Append('\n'), cancellation);
    }
}
