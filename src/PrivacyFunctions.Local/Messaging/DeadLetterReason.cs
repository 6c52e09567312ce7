namespace PrivacyFunctions.Local.Messaging;

/// <summary>Why a message was set aside.</summary>
/// <param name="Code">A code; Service Bus's own for what the queue itself decides.</param>
/// <param name="Description">More, without personal data.</param>
public sealed record DeadLetterReason(string Code, string? Description = null)
{
    /// <summary>Delivered as often as the queue allows, without success.</summary>
    public static DeadLetterReason TooManyDeliveries { get; } = new("MaxDeliveryCountExceeded");

    /// <summary>Nobody took it in its time.</summary>
    public static DeadLetterReason Expired { get; } = new("TTLExpiredException");
}
