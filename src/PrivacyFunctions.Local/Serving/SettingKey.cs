namespace PrivacyFunctions.Local.Serving;

/// <summary>Names of settings: <c>Privacy__Smtp__Host</c> outside, <c>Privacy:Smtp:Host</c> in configuration.</summary>
internal static class SettingKey
{
    public static string Of(string name) => name.Replace("__", ":", StringComparison.Ordinal);
}
