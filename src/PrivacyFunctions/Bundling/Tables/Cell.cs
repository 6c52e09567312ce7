using System.Text.Json;

namespace PrivacyFunctions.Bundling;

/// <summary>Where a field's value stands in its row.</summary>
/// <param name="Start">Its first byte.</param>
/// <param name="End">The byte after its last.</param>
/// <param name="Type">What it is; none when the row lacks the field.</param>
/// <param name="Escaped">A text with escapes.</param>
/// <param name="Plain">A text that a CSV takes as it is.</param>
internal readonly record struct Cell(int Start, int End, JsonTokenType Type, bool Escaped = false, bool Plain = false);
