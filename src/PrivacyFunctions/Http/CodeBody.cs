using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Http;

/// <summary>A body that holds a mailed code.</summary>
public static class CodeBody
{
    private const string Code = "code";

    public static BodyShape Shape { get; } = new(
        [new BodyField(Code, FieldKind.Text, "The eight digits from the mail.") { Required = true, Longest = 16 }]);

    /// <summary>The code; null when the body's errors say why there is none.</summary>
    public static string? Read(BodyReader body)
    {
        ArgumentNullException.ThrowIfNull(body);
        var code = body.Text(Code);
        if (code is not null && !MailedCodes.HasForm(code)) body.Errors.Add(Code, "This must be eight digits.");
        return body.Errors.Any ? null : code;
    }

    /// <summary>The problem of a wrong code.</summary>
    public static Problem Wrong(int remaining) => new(
        ProblemType.WrongCode, remaining > 0 ? "Look at the latest mail and try again." : "This was the last try. Ask for a new code.")
    {
        RemainingAttempts = remaining,
    };

    /// <summary>The problem of a code that cannot be right any more.</summary>
    public static Problem Dead { get; } = new(ProblemType.CodeDead, "Ask for a new code.");
}
