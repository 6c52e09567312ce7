using System.Text;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Bundling;

/// <summary>Staged rows as the bundle has them: references to large values lead to their file in the ZIP.</summary>
internal sealed class PublishedRows : IAsyncDisposable
{
    // {"$file":"
    private static readonly int ReferenceHead = 5 + RowFrame.ReferenceName.Length;

    private readonly StagedRowReader _rows;
    private readonly byte[] _folder;
    private readonly PooledBuffer _published = new();
    private readonly HashSet<int> _references = [];

    private PublishedRows(StagedRowReader rows, string folder)
    {
        _rows = rows;
        _folder = Encoding.ASCII.GetBytes(folder);
    }

    /// <summary>The current row, one JSON object; valid until the next read.</summary>
    public ReadOnlyMemory<byte> Row => _rows.References == 0 ? _rows.Row : _published.Written;

    /// <param name="staged">The collection.</param>
    /// <param name="folder">Folder of its files in the ZIP, with a slash at the end.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<PublishedRows> OpenAsync(StagedCollectionReader staged, string folder, CancellationToken cancellation) =>
        new(await staged.OpenRowsAsync(cancellation), folder);

    public async ValueTask<bool> ReadAsync(CancellationToken cancellation)
    {
        if (!await _rows.ReadAsync(cancellation)) return false;
        if (_rows.References > 0) Publish(_rows.Row.Span);
        return true;
    }

    /// <summary>Whether the object that begins here in the row is a reference to a file; a person's own data never is.</summary>
    public bool IsReference(int objectStart) => _rows.References > 0 && _references.Contains(objectStart);

    public ValueTask DisposeAsync()
    {
        _published.Dispose();
        return _rows.DisposeAsync();
    }

    private void Publish(ReadOnlySpan<byte> row)
    {
        _published.Clear();
        _references.Clear();
        var copied = 0;
        for (var i = 0; i < _rows.References; i++)
        {
            var place = _rows.ReferenceAt(i);
            _published.Append(row[copied..place]);
            _references.Add(_published.Length - ReferenceHead);
            _published.Append(_folder);
            copied = place;
        }

        _published.Append(row[copied..]);
    }
}
