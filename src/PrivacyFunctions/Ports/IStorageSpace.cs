namespace PrivacyFunctions.Ports;

/// <summary>A disk of our own that can become full. What grows by itself registers none.</summary>
public interface IStorageSpace
{
    /// <summary>Bytes that can still be written; null when that cannot be told.</summary>
    long? FreeBytes();
}
