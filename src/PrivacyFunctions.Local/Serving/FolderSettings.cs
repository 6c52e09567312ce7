using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Serving;

/// <summary>Where those parts of the state lie that are backed up apart from the rest; null: within the data folder.</summary>
/// <param name="Keys"><c>Privacy__Keys__Directory</c>: the key-encryption key and the shares of data keys.</param>
/// <param name="Ledger"><c>Privacy__Ledger__Directory</c>: the erasure ledger and its key.</param>
internal sealed record FolderSettings(string? Keys, string? Ledger)
{
    public static FolderSettings Read(SettingsReader settings) => new(settings.Text("Keys:Directory"), settings.Text("Ledger:Directory"));
}
