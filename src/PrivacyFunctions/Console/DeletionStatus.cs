using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.StaffConsole;

/// <summary>Where a deletion stands: each system goes through the phases one after another, so that progress never runs backwards.</summary>
internal static class DeletionStatus
{
    private const string CoolingOff = "cooling-off";
    private const string Receipt = "receipt";

    public static string PhaseOf(RequestSnapshot snapshot)
    {
        if (snapshot.Systems.Count == 0) return "planning";
        if (snapshot.Request.CoolingOffUntil is not null) return CoolingOff;
        var open = snapshot.Systems.Where(system => !StatusReport.IsOver(system)).ToList();
        if (open.Count > 0) return open.MinBy(system => Turn(system.Phase))!.Phase;
        return snapshot.Request.Irreversible ? Receipt : SystemPhase.Collect;
    }

    /// <summary>Of a hundred, ninety for the phases of all systems and the last ten for the receipt.</summary>
    public static int PercentOf(RequestSnapshot snapshot)
    {
        var phases = SystemPhase.OfDeletion.Count;
        return 90 * snapshot.Systems.Sum(system => Passed(system, phases)) / (snapshot.Systems.Count * phases);
    }

    private static int Passed(SystemProgress system, int phases) => system.State switch
    {
        SystemState.Skipped => phases,
        SystemState.Done => Turn(system.Phase) + 1,
        _ => Turn(system.Phase),
    };

    private static int Turn(string phase)
    {
        for (var i = 0; i < SystemPhase.OfDeletion.Count; i++)
        {
            if (SystemPhase.OfDeletion[i] == phase) return i;
        }

        return 0;
    }
}
