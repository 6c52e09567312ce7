namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>A fictional postal address.</summary>
internal sealed record Address(string Street, string PostalCode, string City, string Country);
