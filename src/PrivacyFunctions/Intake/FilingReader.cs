using System.Buffers;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Http;
using PrivacyFunctions.Law;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>Reads a filing from a body. Every rule that a field breaks goes into the body's errors.</summary>
internal sealed class FilingReader(KnownIdentities known, KnownCategories knownCategories)
{
    private const int MostCategories = 100;

    private static readonly SearchValues<char> NamesNobody = SearchValues.Create("*%_?@. ");

    /// <summary>The filing; null when the body's errors say why there is none.</summary>
    public Filing? Read(BodyReader body)
    {
        var identities = ReadIdentities(body);
        var residence = ReadResidence(body);
        var categories = ReadCategories(body);
        CheckContext(body);
        CheckText(body, FilingFields.Name, multiline: false);
        CheckText(body, FilingFields.Note, multiline: true);
        if (body.Errors.Any || !WireName.TryParse<Right>(body.Text(FilingFields.Right), out var right)) return null;
        var party = new PartyDocument
        {
            Identities = identities.ToDictionary(i => i.Key, i => new Personal(i.Value), StringComparer.Ordinal),
            Name = AsPersonal(body.Text(FilingFields.Name)),
            Note = AsPersonal(body.Text(FilingFields.Note)),
            ContactAddress = AsPersonal(identities.GetValueOrDefault(Identity.Email)),
        };
        return new Filing(right, party, residence, categories);
    }

    private IReadOnlyDictionary<string, string> ReadIdentities(BodyReader body)
    {
        var identities = body.TextMap(FilingFields.Identities);
        foreach (var (name, value) in identities) CheckIdentity(body.Errors, name, value);
        return identities;
    }

    private void CheckIdentity(FieldErrors errors, string name, string value)
    {
        var field = $"{FilingFields.Identities}.{name}";
        if (!known.Contains(name)) errors.Add(field, $"There is no such identity. Known are: {string.Join(", ", known.Names)}.");
        if (value.Any(char.IsControl)) errors.Add(field, "This must not contain control characters.");
        if (IsWildcard(value)) errors.Add(field, "This names nobody.");
        else if (name == Identity.Email && !(EmailAddress.TryParse(value, out var address) && address.TakesMail)) errors.Add(field, "This must be an e-mail address.");
    }

    private static string? ReadResidence(BodyReader body)
    {
        if (body.Text(FilingFields.Residence) is not { } residence) return null;
        if (LawSelector.IsCode(residence)) return residence.ToUpperInvariant();
        body.Errors.Add(FilingFields.Residence, "This must be an ISO 3166-1 or -2 code such as DE or US-CA.");
        return null;
    }

    private IReadOnlyList<string> ReadCategories(BodyReader body)
    {
        var categories = body.Texts(FilingFields.Categories);
        if (categories.Count > MostCategories) body.Errors.Add(FilingFields.Categories, $"Give at most {MostCategories} categories.");
        for (var i = 0; i < categories.Count; i++)
        {
            if (categories[i] is { } category && !knownCategories.Contains(category))
                body.Errors.Add($"{FilingFields.Categories}[{i}]", "This must be a data category that is known here, such as user.contact.");
        }

        return [.. categories.OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private static void CheckContext(BodyReader body)
    {
        if (body.Has(FilingFields.Agent) && body.Text(FilingFields.Relationship) is null or FilingFields.Self)
            body.Errors.Add(FilingFields.Agent, "This is only for requests that somebody else files.");
        if (body.Text(FilingFields.Right) == WireName.Of(Right.Deletion) && body.Texts(FilingFields.Categories) is { Count: > 0 } some && !some.Contains(Category.User))
            body.Errors.Add(FilingFields.Categories, "A deletion cannot be limited to some categories; leave this out.");
        if (body.Has(FilingFields.Corrections) && body.Text(FilingFields.Right) is { } right && right != WireName.Of(Right.Correction))
            body.Errors.Add(FilingFields.Corrections, "This is only for the right 'correction'.");
    }

    private static void CheckText(BodyReader body, string field, bool multiline)
    {
        if (body.Text(field) is { } text && text.Any(c => char.IsControl(c) && !(multiline && c is '\n' or '\r' or '\t')))
            body.Errors.Add(field, "This must not contain control characters.");
    }

    // Values reach systems only as parameters, where these characters mean themselves; but nobody is called that.
    private static bool IsWildcard(string value) => value.AsSpan().IndexOfAnyExcept(NamesNobody) < 0;

    private static Personal? AsPersonal(string? text) => text is null ? null : new Personal(text);
}
