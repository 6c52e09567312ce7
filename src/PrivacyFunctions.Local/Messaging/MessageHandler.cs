namespace PrivacyFunctions.Local.Messaging;

/// <summary>
/// Works on one delivery. Returning completes the message, throwing gives it back. Deliveries are at least once.
/// </summary>
/// <param name="message">The message; its lock is renewed while the handler runs.</param>
/// <param name="cancellation">Ends when the lock was lost or the process stops.</param>
public delegate Task MessageHandler(ReceivedMessage message, CancellationToken cancellation);
