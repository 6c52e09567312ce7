using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Bundling;

/// <summary>about/processing.json: what Art. 15(1) and (2) GDPR ask for, which is more than any other known law does.</summary>
/// <param name="Controller">Who is responsible.</param>
/// <param name="Contact">Where to ask.</param>
/// <param name="Systems">Points (a)–(d), (g), (h) and paragraph 2, per system.</param>
/// <param name="Rights">Points (e) and (f): further rights and how to complain, under the laws that apply to the request.</param>
public sealed record ProcessingDocument(
    string Controller, string? Contact, IReadOnlyList<ProcessingRecord> Systems, IReadOnlyList<BundleRemedy> Rights);
