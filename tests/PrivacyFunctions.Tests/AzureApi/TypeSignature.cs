namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>One public type as text: its declaration line and one line for each public or protected member.</summary>
internal sealed record TypeSignature(string FullName, string Declaration, IReadOnlyList<string> Members)
{
    public bool IsEnum => Declaration.Contains("public enum ", StringComparison.Ordinal);

    public bool IsInterface => Declaration.Contains("public interface ", StringComparison.Ordinal);

    public string Namespace => FullName[..FullName.LastIndexOf('.')];

    public string SimpleName => FullName[(FullName.LastIndexOf('.') + 1)..];

    /// <summary>The name of a method or constructor that a member line declares; null for other members.</summary>
    public static string? OverloadedName(string member)
    {
        var open = member.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
            return null;
        var head = member[..open];
        return Name(head.EndsWith('>') ? head[..head.LastIndexOf('<')] : head);
    }

    /// <summary>The name that a member line declares, of whatever kind.</summary>
    public static string MemberName(string member) =>
        OverloadedName(member) ?? Name(member.Split(" {", 2)[0].Split(" = ", 2)[0]);

    private static string Name(string head) => head[(head.LastIndexOf(' ') + 1)..];
}
