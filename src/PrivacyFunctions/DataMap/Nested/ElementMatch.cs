using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.DataMap;

/// <summary>Keys that were compared inside arrays: only elements that hold one of them are the person's.</summary>
/// <param name="Field">Where the keys were compared, column first.</param>
/// <param name="Depth">How many leading names of <paramref name="Field"/> lie in arrays that are cut down (<see cref="PlanInput.MatchedDepth"/>).</param>
/// <param name="IsKey">Whether a value is one of the keys.</param>
public sealed record ElementMatch(FieldPath Field, int Depth, Func<KeyValue, bool> IsKey);
