using PrivacyFunctions.Local.Serving;

namespace PrivacyFunctions.Local.Commands;

/// <summary>Makes sure that a server has kept its state where a verb looks for it, before anything there is opened.</summary>
internal static class ServedData
{
    /// <exception cref="CommandFailure">Nothing is there, or this user may not see it.</exception>
    public static void Require(DataDirectory data)
    {
        if (!File.Exists(data.Database))
            throw new CommandFailure($"There is no PrivacyFunctions data in {data.Root} that this user can read; give the folder that 'privacy serve --data' uses, and run as its user.");
    }
}
