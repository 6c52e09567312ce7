namespace PrivacyFunctions.Law;

/// <summary>One step of how a deadline came about.</summary>
/// <param name="Code"><c>received</c>, <c>confirm</c>, <c>period</c>, <c>paused</c>, <c>not-paused</c>, <c>moved</c>, <c>ends</c>, <c>extended</c> or <c>earliest</c>.</param>
/// <param name="Sentence">The step in a sentence, for staff and for the person.</param>
/// <param name="Source">The provision behind it.</param>
public sealed record DeadlineStep(string Code, string Sentence, string Source);
