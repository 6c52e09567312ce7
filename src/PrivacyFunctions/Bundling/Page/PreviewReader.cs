using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>Reads the first rows of collections, within a budget of bytes that all of them share.</summary>
internal sealed class PreviewReader(PolicyCategories headings, IReadOnlyDictionary<string, string> systems, int budget)
{
    /// <summary>Most rows shown of a collection.</summary>
    public const int MostRows = 200;

    private const int MostColumns = 100;
    private const int CellMarkup = 24;
    private const int RowMarkup = 12;

    private int _left = budget;

    public async Task<IReadOnlyList<CollectionPreview>> ReadAsync(IReadOnlyList<OpenCollection> collections, CancellationToken cancellation)
    {
        var previews = new List<CollectionPreview>();
        for (var i = 0; i < collections.Count; i++)
        {
            // What one collection leaves unused is for those after it.
            var share = _left / (collections.Count - i);
            previews.Add(await ReadAsync(collections[i], i, share, cancellation));
        }

        return previews;
    }

    private async Task<CollectionPreview> ReadAsync(OpenCollection collection, int number, int share, CancellationToken cancellation)
    {
        var (staged, path, described) = collection;
        var columns = staged.Fields.Take(MostColumns).ToList();
        var shown = new List<IReadOnlyList<PreviewCell>>();
        await using var rows = await PublishedRows.OpenAsync(staged, $"files/{path}/", cancellation);
        var spent = 0;
        while (shown.Count < MostRows && await rows.ReadAsync(cancellation))
        {
            var row = ReadRow(columns, rows);
            spent += RowMarkup + row.Sum(Cost);
            if (spent > share) break;
            shown.Add(row);
        }

        _left -= Math.Min(spent, share);
        return new CollectionPreview
        {
            Anchor = string.Create(CultureInfo.InvariantCulture, $"c{number + 1}"),
            Title = Wording.Label(described.Collection),
            Description = described.Description is { } text ? CellText.Fit(text) : null,
            System = systems.GetValueOrDefault(described.Dataset) ?? Wording.Label(described.Dataset),
            PolicyCategory = headings.TitleOf(described),
            Rows = staged.Counts.Rows,
            Files = staged.Counts.Files,
            Path = path,
            Columns = [.. columns.Select(name => ColumnOf(described, name))],
            HiddenColumns = staged.Fields.Count - columns.Count,
            Shown = shown,
        };
    }

    private static List<PreviewCell> ReadRow(List<string> columns, PublishedRows rows)
    {
        using var document = JsonDocument.Parse(rows.Row);
        var files = Files(rows);
        return [.. columns.Select(name => files.TryGetValue(name, out var path)
            ? CellReader.OfFile(path)
            : CellReader.Read(document.RootElement.TryGetProperty(name, out var value) ? value : default))];
    }

    // Which fields are references is known by their place in the row, never by what they look like.
    private static Dictionary<string, string> Files(PublishedRows rows)
    {
        var files = new Dictionary<string, string>();
        var reader = new Utf8JsonReader(rows.Row.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var property = reader;
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject && rows.IsReference((int)reader.TokenStartIndex))
            {
                reader.Read();
                reader.Read();
                files[property.GetString()!] = reader.GetString()!;
                reader.Read();
            }
            else
            {
                reader.Skip();
            }
        }

        return files;
    }

    private static PreviewColumn ColumnOf(BundleCollection collection, string name)
    {
        var field = collection.Fields.FirstOrDefault(field => field.Name == name);
        return new PreviewColumn(Wording.Label(name), CellText.Fit(name), field?.Description is { } text ? CellText.Fit(text) : null);
    }

    private static int Cost(PreviewCell cell)
    {
        var escaped = cell.Text.AsSpan().Count('<') + cell.Text.AsSpan().Count('&') + cell.Text.AsSpan().Count('"') + cell.Text.AsSpan().Count('\'') + cell.Text.AsSpan().Count('>');
        return CellMarkup + Encoding.UTF8.GetByteCount(cell.Text) + (escaped * 5) + (cell.Exact is null ? 0 : cell.Exact.Length + CellMarkup);
    }
}
