using System.Text.Json.Serialization;
using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>What deletion does with the rows of a collection.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "action")]
[JsonDerivedType(typeof(Delete), "delete")]
[JsonDerivedType(typeof(Retain), "retain")]
[JsonDerivedType(typeof(Mask), "mask")]
[JsonDerivedType(typeof(Leave), "leave")]
public abstract record DeletionDecision
{
    /// <summary>Rows go.</summary>
    /// <param name="Rule">Where the map says so.</param>
    /// <param name="KeptReferrers">Enforced foreign keys over which rows that stay (retained, masked, not mapped, or other people's) may refer to these: a row
    /// so referred to when its turn comes is masked instead, ground <see cref="Grounds.ReferencedByRetained"/>.</param>
    /// <param name="Instead">How those rows are masked; null when no foreign key refers to the collection.</param>
    public sealed record Delete(string Rule, IReadOnlyList<KeptReferrer> KeptReferrers, Mask? Instead) : DeletionDecision
    {
        /// <summary>Live tables, in order, that deleting may change by foreign keys and triggers; reaching any other is refused.</summary>
        public IReadOnlyList<string> AllowedTables { get; init; } = [];
    }

    /// <summary>Rows stay as they are.</summary>
    /// <param name="Ground">One of <see cref="Grounds"/>.</param>
    /// <param name="Reason">A sentence for the person.</param>
    /// <param name="Rule">Where the map says so.</param>
    public sealed record Retain(string Ground, string Reason, string Rule) : DeletionDecision;

    /// <summary>Rows stay, values go.</summary>
    /// <param name="Fields">The values that go.</param>
    /// <param name="NotErased">Personal values that cannot go: the receipt names them.</param>
    public sealed record Mask(IReadOnlyList<FieldMask> Fields, IReadOnlyList<FieldNotErased> NotErased) : DeletionDecision
    {
        /// <summary>Live tables, in order, that masking may change by triggers; reaching any other is refused.</summary>
        public IReadOnlyList<string> AllowedTables { get; init; } = [];
    }

    /// <summary>Rows are not ours to change.</summary>
    /// <param name="Ground"><see cref="Grounds.Shared"/> or <see cref="Grounds.Processor"/>.</param>
    /// <param name="Reason">A sentence for the person.</param>
    public sealed record Leave(string Ground, string Reason) : DeletionDecision;
}
