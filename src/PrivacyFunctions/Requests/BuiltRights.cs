namespace PrivacyFunctions.Requests;

/// <summary>The rights that can be exercised here; the others are refused with the contact address.</summary>
public static class BuiltRights
{
    /// <summary>In the order in which they are listed.</summary>
    public static IReadOnlyList<Right> All { get; } = [Right.Access, Right.Deletion];
}
