using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Turns a connection entry into a connection, naming everything that is missing or unknown at once.</summary>
internal static class ConnectionPreparation
{
    public static IConnector? Connector(ConnectionEntry entry, IMapEnvironment environment, ProblemList problems)
    {
        var connector = environment.Connectors.FirstOrDefault(connector => connector.Kind == entry.Kind.Value);
        if (connector is null)
        {
            var kinds = string.Join(", ", environment.Connectors.Select(known => known.Kind).Order(StringComparer.Ordinal));
            problems.Error(MapCodes.UnknownKind, entry.Kind.At, $"There is no kind of system {Quote.Name(entry.Kind.Value)}; there are {kinds}.");
        }

        return connector;
    }

    /// <summary>The connection with its settings resolved; null, with problems, when it cannot be used.</summary>
    public static Connection? Prepare(ConnectionEntry entry, IConnector connector, IMapEnvironment environment, ProblemList problems)
    {
        var before = problems.All.Count;
        foreach (var (name, written) in entry.Settings.Where(setting => connector.Settings.All(known => known.Name != setting.Key)))
        {
            problems.Error(MapCodes.UnknownSetting, written.At, $"A {connector.Kind} connection has no setting {Quote.Name(name)}; it has {string.Join(", ", connector.Settings.Select(setting => setting.Name))}.");
        }

        foreach (var missing in connector.Settings.Where(setting => setting.Required && !entry.Settings.ContainsKey(setting.Name)))
        {
            problems.Error(MapCodes.SettingMissing, entry.At, $"The {connector.Kind} connection of {Quote.Name(entry.Dataset.Value)} needs '{missing.Name}': {missing.Meaning}");
        }

        var settings = entry.Settings.ToDictionary(setting => setting.Key, setting => Resolve(setting.Key, setting.Value, environment, problems), StringComparer.Ordinal);
        return problems.All.Count > before
            ? null
            : new Connection { Dataset = entry.Dataset.Value, Kind = entry.Kind.Value, Settings = settings, Limits = entry.Limits };
    }

    private static string Resolve(string name, Located<string> written, IMapEnvironment environment, ProblemList problems)
    {
        foreach (var placeholder in SettingPlaceholders.NamesIn(written.Value).Distinct().Where(placeholder => environment.Setting(placeholder) is null))
        {
            problems.Error(MapCodes.PlaceholderUnresolved, written.At, $"'{name}' needs the value of ${{{placeholder}}}, which is not set; set it in the configuration or the environment.");
        }

        return SettingPlaceholders.Resolve(written.Value, environment.Setting) ?? "";
    }
}
