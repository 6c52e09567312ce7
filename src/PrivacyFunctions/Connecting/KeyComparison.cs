namespace PrivacyFunctions.Connecting;

/// <summary>When two values are the same key, whatever the database's collation.</summary>
public enum KeyComparison
{
    /// <summary>Character by character.</summary>
    Exact,

    /// <summary>E-mail addresses: trimmed, domain lower-cased and IDNA-mapped, local part exact (<see cref="EmailAddress"/>).</summary>
    Email,

    /// <summary>As <see cref="Email"/>, local part without regard to case (the field says <c>case_insensitive: true</c>).</summary>
    EmailIgnoringCase,

    /// <summary>Text without regard to case (a field other than an e-mail that says <c>case_insensitive: true</c>).</summary>
    IgnoringCase,
}
