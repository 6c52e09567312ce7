using System.Text.Json;
using PrivacyFunctions.Local.Demo.Client;
using PrivacyFunctions.Local.Demo.Systems;

namespace PrivacyFunctions.Local.Demo;

/// <summary>How far one system is with one request.</summary>
internal sealed record SystemTrack
{
    public required DemoSystem System { get; init; }

    /// <summary><c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c> or <c>skipped</c>.</summary>
    public string State { get; init; } = "waiting";

    /// <summary><c>collect</c>, <c>delete</c> or <c>verify</c>.</summary>
    public string Phase { get; init; } = "";

    public long Records { get; init; }

    public int Attempts { get; init; }

    /// <summary>Why the last attempt failed; null when it did not.</summary>
    public string? Error { get; init; }

    /// <summary>The first failure seen, kept after the system recovered.</summary>
    public string? FirstError { get; init; }

    public bool Recovered => FirstError is not null && State == "done";

    /// <summary>This track with what staff see now.</summary>
    public SystemTrack After(SystemStatus status)
    {
        var error = Describe(status.Error);
        return this with
        {
            State = status.State,
            Phase = status.Phase,
            Records = status.Records,
            Attempts = status.Attempts,
            Error = error,
            FirstError = FirstError ?? error,
        };
    }

    // A code and a sentence; either may come alone.
    private static string? Describe(JsonElement? error) => error switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Object } facts => Text(facts, "message") ?? Text(facts, "code"),
        _ => null,
    };

    private static string? Text(JsonElement facts, string name) =>
        facts.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
