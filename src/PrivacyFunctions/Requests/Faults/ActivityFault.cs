namespace PrivacyFunctions.Requests.Faults;

/// <summary>
/// The only exception that leaves an activity. Its message is the code and it has no inner exception, because the durable
/// runtime stores both in history, where no personal data may be.
/// </summary>
/// <param name="code">One of <see cref="FaultCode"/>.</param>
/// <param name="transient">Whether trying again later can help; must agree with <see cref="FaultCode.IsTransient"/>.</param>
public sealed class ActivityFault(string code, bool transient) : Exception(code)
{
    /// <summary>A fault whose transience is the code's own.</summary>
    public ActivityFault(string code)
        : this(code, FaultCode.IsTransient(code))
    {
    }

    /// <summary>What went wrong, as a stable code.</summary>
    public string Code { get; } = code;

    /// <summary>Whether trying again later can help.</summary>
    public bool Transient { get; } = transient;
}
