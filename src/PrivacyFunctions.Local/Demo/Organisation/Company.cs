namespace PrivacyFunctions.Local.Demo.Organisation;

/// <summary>A fictional client company of OpenTech Support; many people share it.</summary>
internal sealed record Company
{
    public required int Id { get; init; }

    public required string Name { get; init; }

    public required string Domain { get; init; }

    public required Address Address { get; init; }

    public required string Phone { get; init; }

    public required string VatNumber { get; init; }
}
