using System.CommandLine;

namespace PrivacyFunctions.Local.Commands.Bundle;

/// <summary><c>privacy bundle</c>: what was delivered.</summary>
internal static class BundleCommand
{
    public static Command Create(Terminal terminal)
    {
        var bundle = new Command("bundle", "Examines an export bundle.");
        bundle.Subcommands.Add(BundleVerifyCommand.Create(terminal));
        return bundle;
    }
}
