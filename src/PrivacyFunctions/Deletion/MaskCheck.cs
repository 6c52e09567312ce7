using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Deletion;

/// <summary>
/// Counts rows in which a masked column still holds something else than its mask. Told for columns that are masked by null or by a fixed text, but
/// not for those in whose arrays others' elements stay; what the connector reported as not maskable is not counted again.
/// </summary>
internal static class MaskCheck
{
    public static async Task<long> CountAsync(
        IConnectedSystem system, PlanStep step, CollectionErasure erasure, OwnRows rows, CancellationToken cancellation)
    {
        var masks = step.Deletion switch
        {
            DeletionDecision.Mask mask => mask,
            DeletionDecision.Delete { Instead: { } instead } when erasure.Masked > 0 => instead,
            _ => null,
        };
        var expected = Expected(masks, erasure, step);
        if (expected.Count == 0 || rows.ByKey(cancellation) is not { } keys)
        {
            return 0;
        }

        var query = new RecordQuery
        {
            Collection = step.Collection,
            Namespace = step.Namespace,
            Fields = [.. expected.Select(field => field.Column)],
            KeySets = keys.KeySets,
            RowCap = rows.Planned,
        };
        await using var reader = await system.ReadAsync(query, cancellation);
        var unmasked = 0L;
        while (await reader.ReadAsync(cancellation))
        {
            unmasked += await IsUnmaskedAsync(reader, expected, cancellation) ? 1 : 0;
        }

        return unmasked;
    }

    private static List<(string Column, string? Text)> Expected(DeletionDecision.Mask? masks, CollectionErasure erasure, PlanStep step) =>
    [
        .. (masks?.Fields ?? [])
            .Where(field => field.Field.IsColumn && erasure.NotMasked.All(reported => reported.Field != field.Field.Column))
            .Where(field => !step.OwnInputs().Any(input => input.Cuts(field.Field.Column)))
            .Where(field => field.Strategy.Kind is MaskingKind.NullRewrite or MaskingKind.StringRewrite)
            .Select(field => (field.Field.Column, field.Strategy.Kind == MaskingKind.NullRewrite ? null : (field.Strategy.RewriteValue ?? "") + field.Strategy.Suffix)),
    ];

    private static async Task<bool> IsUnmaskedAsync(IRecordReader reader, List<(string Column, string? Text)> expected, CancellationToken cancellation)
    {
        var unmasked = false;
        for (var i = 0; i < expected.Count; i++)
        {
            var content = await reader.ContentAsync(i, cancellation);
            unmasked |= content switch
            {
                FieldContent.Null => false,
                FieldContent.Inline when expected[i].Text is { } text => Read(reader, i) != text,
                _ => true,
            };
        }

        return unmasked;
    }

    private static string? Read(IRecordReader reader, int field)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            reader.Write(field, json);
        }

        using var value = JsonDocument.Parse(buffer.WrittenMemory);
        return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : null;
    }
}
