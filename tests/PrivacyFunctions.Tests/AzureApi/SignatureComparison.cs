namespace PrivacyFunctions.Tests.AzureApi;

/// <summary>
/// What a slice of an API has that the real one lacks, and what it lacks that would change the meaning of code against it.
/// A slice may leave out types and members; what it declares must be right.
/// </summary>
internal static class SignatureComparison
{
    /// <param name="real">The real types by full name.</param>
    /// <param name="slice">The declared types by full name.</param>
    /// <param name="derivedFrom">Full names of slice types that have subclasses outside the slice.</param>
    /// <returns>One sentence for each difference.</returns>
    public static IReadOnlyList<string> Differences(
        IReadOnlyDictionary<string, TypeSignature> real,
        IReadOnlyDictionary<string, TypeSignature> slice,
        IReadOnlySet<string> derivedFrom)
    {
        var perType = slice.Values.SelectMany(type => real.TryGetValue(type.FullName, out var original)
            ? Differences(original, type, derivedFrom.Contains(type.FullName))
            : [$"{type.FullName}: no such type"]);
        return [.. perType, .. MissingNamesakes(real, slice)];
    }

    private static IEnumerable<string> Differences(TypeSignature real, TypeSignature slice, bool isDerivedFrom)
    {
        if (slice.Declaration != real.Declaration)
            yield return $"{slice.FullName}: is declared [{slice.Declaration}], really [{real.Declaration}]";

        foreach (var member in slice.Members.Except(real.Members))
            yield return $"{slice.FullName}: no such member [{member}], {Namesakes(real, member)}";

        var overloaded = slice.Members.Select(TypeSignature.OverloadedName).OfType<string>().ToHashSet();
        foreach (var member in real.Members.Except(slice.Members))
        {
            if (TypeSignature.OverloadedName(member) is { } name && overloaded.Contains(name))
                yield return $"{slice.FullName}: overload missing [{member}]";
            else if (real.IsEnum || real.IsInterface)
                yield return $"{slice.FullName}: member missing [{member}]";
            else if (isDerivedFrom && IsOverridable(member))
                yield return $"{slice.FullName}: is derived from and lacks [{member}]";
        }
    }

    private static bool IsOverridable(string member) =>
        member.Contains(" abstract ", StringComparison.Ordinal) || member.Contains(" virtual ", StringComparison.Ordinal);

    private static string Namesakes(TypeSignature real, string member)
    {
        var name = TypeSignature.MemberName(member);
        var same = real.Members.Where(other => TypeSignature.MemberName(other) == name).ToList();
        return same.Count == 0 ? $"nothing is called {name}" : $"really [{string.Join("] or [", same)}]";
    }

    // Where two imported namespaces share a simple name, the real packages make it ambiguous; the slice must too.
    private static IEnumerable<string> MissingNamesakes(
        IReadOnlyDictionary<string, TypeSignature> real, IReadOnlyDictionary<string, TypeSignature> slice)
    {
        var imported = slice.Values.Select(type => type.Namespace).ToHashSet();
        var names = slice.Values.Select(type => type.SimpleName).ToHashSet();
        return real.Values
            .Where(type => imported.Contains(type.Namespace) && names.Contains(type.SimpleName) && !slice.ContainsKey(type.FullName))
            .Select(type => $"{type.FullName}: missing, though another type of that simple name is there");
    }
}
