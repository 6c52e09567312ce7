namespace PrivacyFunctions.Local.Demo.Uploads;

/// <summary>A file that somebody sent or a technician saved.</summary>
internal sealed record Upload(string FileName, string MediaType, byte[] Content);
