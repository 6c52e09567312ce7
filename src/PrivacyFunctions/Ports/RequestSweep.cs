using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Ports;

/// <summary>Works off what a query of the store finds, in batches. What cannot be done keeps none of the others from it.</summary>
public static class RequestSweep
{
    private const int Batch = 100;

    // When so many cannot be done, it is not the requests' own fault, and the next run is soon enough.
    private const int MostLeft = 1000;

    /// <summary>Runs until nothing that the query still finds can be done now.</summary>
    /// <param name="find">The query: at most so many requests, always those that waited longest.</param>
    /// <param name="take">Does what is due for one; false when that cannot be done now.</param>
    /// <returns>How often something was done.</returns>
    public static async Task<int> RunAsync(Func<int, Task<IReadOnlyList<RightsRequest>>> find, Func<RightsRequest, Task<bool>> take)
    {
        ArgumentNullException.ThrowIfNull(find);
        ArgumentNullException.ThrowIfNull(take);
        // What could not be done stays in front of the others, and is passed over until the next run.
        var left = new HashSet<RequestId>();
        var (done, seen) = (0, 0);
        do
        {
            seen = 0;
            foreach (var request in await find(Batch + left.Count))
            {
                if (left.Contains(request.Id)) continue;
                seen++;
                if (await take(request)) done++;
                else left.Add(request.Id);
            }
        }
        while (seen > 0 && left.Count < MostLeft);
        return done;
    }
}
