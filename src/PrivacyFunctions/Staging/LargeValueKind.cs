namespace PrivacyFunctions.Staging;

/// <summary>What a large value is, before anybody looked inside.</summary>
public enum LargeValueKind
{
    /// <summary>Characters, as UTF-8.</summary>
    Text,

    /// <summary>Bytes: an upload, an image, anything.</summary>
    Bytes,
}
