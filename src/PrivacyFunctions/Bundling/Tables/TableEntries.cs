using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>The two entries that hold a collection's rows: one row a line in both.</summary>
internal static class TableEntries
{
    private const int Gathered = 64 * 1024;

    public static async Task<long?> WriteJsonAsync(
        StagedCollectionReader staged, string folder, Stream output, CancellationToken cancellation)
    {
        await using var rows = await PublishedRows.OpenAsync(staged, folder, cancellation);
        using var buffer = new PooledBuffer();
        var count = 0L;
        buffer.Append("["u8);
        while (await rows.ReadAsync(cancellation))
        {
            buffer.Append(count++ == 0 ? "\n"u8 : ",\n"u8);
            buffer.Append(rows.Row.Span);
            if (buffer.Length >= Gathered) await DrainAsync(buffer, output, cancellation);
        }

        buffer.Append(count == 0 ? "]\n"u8 : "\n]\n"u8);
        await DrainAsync(buffer, output, cancellation);
        return count;
    }

    public static async Task<long?> WriteCsvAsync(
        StagedCollectionReader staged, string folder, Stream output, CancellationToken cancellation)
    {
        await using var rows = await PublishedRows.OpenAsync(staged, folder, cancellation);
        using var table = new CsvTable(staged.Fields);
        using var buffer = new PooledBuffer();
        var count = 0L;
        table.WriteHeader(buffer);
        while (await rows.ReadAsync(cancellation))
        {
            table.WriteRow(buffer, rows);
            count++;
            if (buffer.Length >= Gathered) await DrainAsync(buffer, output, cancellation);
        }

        await DrainAsync(buffer, output, cancellation);
        return count;
    }

    private static async ValueTask DrainAsync(PooledBuffer buffer, Stream output, CancellationToken cancellation)
    {
        await output.WriteAsync(buffer.Written, cancellation);
        buffer.Clear();
    }
}
