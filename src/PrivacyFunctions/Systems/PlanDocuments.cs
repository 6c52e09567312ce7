using System.Globalization;
using System.Text.Json;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;

namespace PrivacyFunctions.Systems;

/// <summary>The plan of each round, kept among the request's documents. It names collections and fields, never values.</summary>
public sealed class PlanDocuments(IRequestStore requests)
{
    /// <summary>The document's name for a round.</summary>
    public static string NameOf(int round) => string.Create(CultureInfo.InvariantCulture, $"plan-{round}");

    /// <summary>The document's bytes.</summary>
    public static byte[] Write(Plan plan) => JsonSerializer.SerializeToUtf8Bytes(plan, PlanJson.Default.Plan);

    /// <summary>The plan of a round, or null when there is none yet.</summary>
    public async Task<Plan?> FindAsync(RequestId id, int round, CancellationToken cancellation) =>
        await requests.ReadDocumentAsync(id, NameOf(round), cancellation) is { } bytes
            ? JsonSerializer.Deserialize(bytes, PlanJson.Default.Plan)
            : null;

    /// <summary>The plan of a round.</summary>
    /// <exception cref="ActivityFault">There is none.</exception>
    public async Task<Plan> ReadAsync(RequestId id, int round, CancellationToken cancellation) =>
        await FindAsync(id, round, cancellation) ?? throw new ActivityFault(FaultCode.WrongState);
}
