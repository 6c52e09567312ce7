using System.Buffers;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion.Restoring;

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
            Fields = [.. expected.Select(mask => mask.Path[0])],
            KeyFields = [.. expected.Select(mask => mask.Path[0])],
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

    private static List<ValueMask> Expected(DeletionDecision.Mask? masks, CollectionErasure erasure, PlanStep step) =>
    [
        .. (masks?.Fields ?? [])
            .Where(field => field.Field.IsColumn && erasure.NotMasked.All(reported => reported.Field != field.Field.Column))
            .Where(field => !step.OwnInputs().Any(input => input.Cuts(field.Field.Column)))
            .Select(MaskMethods.Of).OfType<ValueMask>()
            .Where(mask => mask.Method is MaskMethod.Null or MaskMethod.Text),
    ];

    private static async Task<bool> IsUnmaskedAsync(IRecordReader reader, List<ValueMask> expected, CancellationToken cancellation)
    {
        var unmasked = false;
        for (var i = 0; i < expected.Count; i++)
        {
            unmasked |= await reader.ContentAsync(i, cancellation) switch
            {
                FieldContent.Null => false,
                FieldContent.Inline when expected[i].Method is MaskMethod.Text => !IsText(reader, i, expected[i]),
                _ => true,
            };
        }

        return unmasked;
    }

    // As a key, text comes without the blanks that its type pads it with; an array, which is no key, has the text in every element.
    private static bool IsText(IRecordReader reader, int field, ValueMask mask)
    {
        if (reader.TryGetKey(field, out var value)) return MaskLook.Fits(mask, value.Text);
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            reader.Write(field, json);
        }

        return MaskLook.Fits(mask, buffer.WrittenMemory);
    }
}
