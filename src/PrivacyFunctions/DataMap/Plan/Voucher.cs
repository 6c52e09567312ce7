namespace PrivacyFunctions.DataMap;

/// <summary>A field that can confirm a given identity in this search.</summary>
internal sealed record Voucher(string Identity, FieldAddress Field);
