using System.Globalization;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary>The keys by which a bundle is judged, and where they come from.</summary>
/// <param name="Source">For people: whose keys these are.</param>
/// <param name="Keys">At least one.</param>
internal sealed record TrustedKeys(string Source, IReadOnlyList<PublicSigningKey> Keys)
{
    private const string Beside = "keys.json";
    private const int LargestKeySet = 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>A key file beside the bundle that was not used, because other keys came first.</summary>
    public string? Other { get; private init; }

    /// <summary>What was named; else a server's; else the file beside the bundle. The first that is there decides, also when its keys do not fit.</summary>
    public static async Task<TrustedKeys> FindAsync(KeyChoice choice, string bundle, CancellationToken cancellation)
    {
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(bundle))!, Beside);
        var shown = File.Exists(beside) ? Path.GetRelativePath(Directory.GetCurrentDirectory(), beside) : null;
        if (choice.Keys is { } named) return await OfSetAsync(named, cancellation);
        var data = new DataDirectory(choice.Data ?? CommonOptions.DefaultData);
        if (choice.Data is not null || File.Exists(data.Database)) return await OfServerAsync(data, cancellation) with { Other = shown };
        return shown is not null
            ? await OfSetAsync(shown, cancellation)
            : throw new CommandFailure("There is no key to trust: save the organisation's /api/keys and name the file with --keys, or give --data.");
    }

    private static async Task<TrustedKeys> OfSetAsync(string place, CancellationToken cancellation)
    {
        var content = IsAddress(place, out var address) ? await DownloadAsync(address, cancellation) : await ReadAsync(place, cancellation);
        if (!SigningKeySet.TryParse(content, out var keys)) throw new CommandFailure($"{place} is no set of keys; it should be what /api/keys answers.");
        return Of(place, keys);
    }

    private static async Task<TrustedKeys> OfServerAsync(DataDirectory data, CancellationToken cancellation)
    {
        await using var database = ServedData.Open(data);
        return Of(data.Root, await database.ReadAsync(LocalSigningKeys.ReadPublic, cancellation));
    }

    private static TrustedKeys Of(string place, IReadOnlyList<PublicSigningKey> keys) => keys.Count > 0
        ? new TrustedKeys(string.Create(CultureInfo.InvariantCulture, $"{keys.Count} {(keys.Count == 1 ? "key" : "keys")} of {place}"), keys)
        : throw new CommandFailure($"There is no key to trust in {place}; it should hold what /api/keys answers.");

    private static bool IsAddress(string place, out Uri address) =>
        Uri.TryCreate(place, UriKind.Absolute, out address!) && address.Scheme is "http" or "https";

    private static async Task<byte[]> ReadAsync(string file, CancellationToken cancellation) =>
        File.Exists(file) ? await File.ReadAllBytesAsync(file, cancellation) : throw new CommandFailure($"There is no key file {file}; save what /api/keys answers, or give --keys its address.");

    private static async Task<byte[]> DownloadAsync(Uri address, CancellationToken cancellation)
    {
        using var http = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = LargestKeySet };
        try
        {
            return await http.GetByteArrayAsync(address, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new CommandFailure($"The keys could not be fetched from {address}; check the address, or save them to a file and give that to --keys.");
        }
    }
}
