namespace PrivacyFunctions.Ports;

/// <summary>What a request's data key protects. The two die at different times.</summary>
public enum KeyPurpose
{
    /// <summary>Staged rows, join keys and the bundle; dies with the bundle's retention.</summary>
    Payload,

    /// <summary>Contact details and correspondence; dies after closure, appeal and the last re-query.</summary>
    Party,
}
