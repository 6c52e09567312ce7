using System.CommandLine;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary><c>privacy map</c>: what a data map is worth, before anybody asks.</summary>
internal static class MapCommand
{
    public static Command Create(Terminal terminal)
    {
        var map = new Command("map", "Checks a data map, and shows what a request would do with it.");
        map.Subcommands.Add(MapCheckCommand.Create(terminal));
        map.Subcommands.Add(MapPlanCommand.Create(terminal));
        return map;
    }
}
