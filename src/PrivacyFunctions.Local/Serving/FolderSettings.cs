using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Folders that settings name: the data map's, and those of the parts of the state that are backed up apart from the rest (null: within the data folder).</summary>
/// <param name="Map"><c>Privacy__Map</c>: the data map.</param>
/// <param name="Keys"><c>Privacy__Keys__Directory</c>: the key-encryption key and the shares of data keys.</param>
/// <param name="Ledger"><c>Privacy__Ledger__Directory</c>: the erasure ledger and its key.</param>
internal sealed record FolderSettings(string? Map, string? Keys, string? Ledger)
{
    public static FolderSettings Read(SettingsReader settings) => new(settings.Text("Map"), settings.Text("Keys:Directory"), settings.Text("Ledger:Directory"));
}
