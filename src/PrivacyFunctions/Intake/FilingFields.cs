using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Intake;

/// <summary>The fields of a filing.</summary>
internal static class FilingFields
{
    public const string Right = "right";
    public const string Identities = "identities";
    public const string Name = "name";
    public const string Residence = "residence";
    public const string Relationship = "relationship";
    public const string Agent = "agent";
    public const string Corrections = "corrections";
    public const string Categories = "categories";
    public const string Note = "note";

    public const string Self = "self";

    public static readonly IReadOnlyList<string> Relationships = [Self, "agent", "client-representative", "parent"];

    public static readonly BodyShape Shape = new(
    [
        new(Right, FieldKind.Text, "The right to exercise.") { Required = true, Values = WireName.All<Right>() },
        new(Identities, FieldKind.TextMap, "The data subject's identities by name, as the data map names them; at least one.") { Required = true, AtLeastOne = true },
        new(Name, FieldKind.Text, "The data subject's name.") { Longest = 200 },
        new(Residence, FieldKind.Text, "Where the data subject lives, ISO 3166-1 or -2; it decides the law.") { Longest = 6 },
        new(Relationship, FieldKind.Text, "Who files it: oneself, which is the default, or somebody else.") { Values = Relationships },
        new(Agent, FieldKind.Any, "Who files it for the data subject."),
        new(Corrections, FieldKind.Any, "What is wrong and how it should be; only to correct data."),
        new(Categories, FieldKind.Texts, "Data categories to limit the answer to, such as user.contact. A deletion cannot be limited.") { Longest = 200 },
        new(Note, FieldKind.Text, "Anything else.") { Longest = 2000 },
    ]);
}
