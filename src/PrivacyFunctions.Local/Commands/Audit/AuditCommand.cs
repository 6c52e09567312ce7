using System.CommandLine;

namespace PrivacyFunctions.Local.Commands.Audit;

/// <summary><c>privacy audit</c>: what was done, provably.</summary>
internal static class AuditCommand
{
    public static Command Create(Terminal terminal)
    {
        var audit = new Command("audit", "Examines the audit log.");
        audit.Subcommands.Add(AuditVerifyCommand.Create(terminal));
        return audit;
    }
}
