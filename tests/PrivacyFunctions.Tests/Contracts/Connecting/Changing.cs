using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

/// <summary>What a test changes.</summary>
public static class Changing
{
    public static RecordSelection Rows(string collection, params KeySet[] sets) => new() { Collection = collection, KeySets = sets };

    public static RecordSelection ById(string collection, params string[] ids) => Rows(collection, Keys("id", ids));

    public static RecordChange.Delete Delete(string collection, params string[] ids) => Delete(ById(collection, ids));

    public static RecordChange.Delete Delete(RecordSelection rows) => new() { Rows = rows, MostRows = 1_000_000 };

    public static RecordChange.Mask Mask(RecordSelection rows, params ValueMask[] masks) =>
        new() { Rows = rows, MostRows = 1_000_000, Masking = Masking(masks) };

    public static Masking Masking(params ValueMask[] masks) => new() { Values = masks, Secret = Enumerable.Range(0, 32).Select(value => (byte)value).ToArray() };

    public static ValueMask Null(params string[] path) => new(path, new MaskMethod.Null());

    public static ValueMask Text(string text, params string[] path) => new(path, new MaskMethod.Text(text));

    public static async Task<ConnectorFailure> FailsAsync(ConnectorFailureKind kind, Func<Task> act)
    {
        var failure = await Assert.ThrowsAsync<ConnectorFailure>(act);
        Assert.Equal(kind, failure.Kind);
        Assert.Null(failure.InnerException);
        Assert.DoesNotContain("ann@", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        return failure;
    }

    public static string Codes(this ChangeResult result) =>
        string.Join(' ', result.NotMasked.Select(field => $"{field.Field}:{field.Code}:{field.Rows}").Order(StringComparer.Ordinal));
}
