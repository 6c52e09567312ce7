namespace PrivacyFunctions.Staging;

/// <summary>A forward cursor over staged rows; one row in memory at a time, nothing allocated per row.</summary>
public sealed class StagedRowReader : IAsyncDisposable
{
    private readonly Stream? _stream;
    private readonly PooledBuffer _frame = new();
    private readonly byte[] _header = new byte[RowFrame.Header];
    private int _length;
    private int _slots;

    internal StagedRowReader(Stream? stream) => _stream = stream;

    /// <summary>The current row: one JSON object, valid until the next read.</summary>
    public ReadOnlyMemory<byte> Row => _frame.Written[.._length];

    /// <summary>How many references to large values the row holds.</summary>
    public int References => _slots;

    /// <summary>Where in the row the file name of the n-th reference begins, counted from 0; ascending.</summary>
    public int ReferenceAt(int index) => RowFrame.Slot(_frame.Written.Span[_length..], index);

    /// <summary>Moves to the next row; false at the end.</summary>
    /// <exception cref="PrivacyFunctions.Sealing.SealBrokenException">The staged data is damaged.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (_stream is null) return false;
        var read = await _stream.ReadAtLeastAsync(_header, _header.Length, throwOnEndOfStream: false, cancellation);
        if (read == 0) return false;
        if (read < _header.Length) throw new EndOfStreamException();
        (_length, _slots) = RowFrame.ReadHeader(_header);
        await _stream.ReadExactlyAsync(_frame.Fill(_length + (_slots * sizeof(int))), cancellation);
        return true;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _frame.Dispose();
        if (_stream is not null) await _stream.DisposeAsync();
    }
}
