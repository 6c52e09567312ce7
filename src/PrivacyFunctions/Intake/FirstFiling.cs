using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Events;

namespace PrivacyFunctions.Intake;

/// <summary>What the first filing needs loaded. It would load it itself; a start does so earlier, beside its own work, and the first caller waits less.</summary>
public static class FirstFiling
{
    /// <summary>Loads the laws, and the shapes of the JSON that a filing stores and answers. Changes nothing, and may run at any time on any thread.</summary>
    public static void Prepare()
    {
        _ = StatuteBook.All;
        _ = RequestsJson.Default.RightsRequest;
        _ = RequestsJson.Default.PartyDocument;
        _ = RequestsJson.Default.PersonNotice;
        _ = EventsJson.Default.CloudEvent;
        _ = IntakeJson.Default.FilingAnswer;
    }
}
