using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Counts, while rows flow, what has to be said about a collection besides its rows.</summary>
internal sealed class FactsGathering(Plan plan, PlanStep step)
{
    private readonly List<PlanGap> _planned = [.. plan.Gaps.Where(gap => gap.Dataset == step.Dataset && gap.Collection == step.Collection)];
    private readonly Dictionary<string, long> _withheldValues = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _gaps = new(StringComparer.Ordinal);
    private readonly List<string> _confirmed = [];
    private long _shared;

    /// <summary>Whether the live system lacks the table.</summary>
    public bool TableAbsent => _planned.Exists(gap => gap.Field is null);

    /// <summary>Rows found.</summary>
    public long Rows { get; private set; }

    /// <summary>Names of claimed identities that a row confirmed.</summary>
    public IReadOnlyList<string> Confirmed => _confirmed;

    /// <summary>One more row.</summary>
    public void CountRow(bool shared)
    {
        Rows++;
        _shared += shared ? 1 : 0;
    }

    /// <summary>More values of a field that is never exported.</summary>
    public void CountWithheld(FieldPath field, long values) => _withheldValues[field.ToString()] = _withheldValues.GetValueOrDefault(field.ToString()) + values;

    /// <summary>A document could not be looked into.</summary>
    public void DocumentUnread() => Gap(GapCode.DocumentUnread, 1);

    /// <summary>Collections that should have given keys were not read.</summary>
    public void KeysMissing(int collections) => Gap(GapCode.KeysMissing, collections);

    /// <summary>There were more rows than the limit.</summary>
    public void CapReached() => _gaps[GapCode.RowCap] = step.RowCap;

    /// <summary>A vouching field held the claimed value.</summary>
    public void Confirm(string identity)
    {
        if (!_confirmed.Contains(identity))
        {
            _confirmed.Add(identity);
        }
    }

    /// <summary>What is kept beside the rows.</summary>
    public StagedFacts ToStaged() => new()
    {
        Gaps =
        [
            .. plan.Suspected.Contains(step.Address().ToString()) ? [new StagedGap(GapCode.PlannedUnseen, null)] : Array.Empty<StagedGap>(),
            .. _gaps.Where(gap => gap.Value > 0).Select(gap => new StagedGap(gap.Key, gap.Value)),
            .. _planned.GroupBy(gap => gap.Field is null ? GapCode.TableMissing : GapCode.ColumnMissing).Select(group => new StagedGap(group.Key, group.Count())),
        ],
        OwnRows = Rows - _shared,
        SharedRows = _shared,
        WithheldRows = step.Disclosure.Kind == DisclosureKind.Withheld ? Rows : 0,
        WithheldValues = Withheld(),
        ConfirmedIdentities = _confirmed,
    };

    // A column that is withheld whole and gives no keys is not read, so its values are as many as the rows.
    private Dictionary<string, long> Withheld()
    {
        var values = new Dictionary<string, long>(_withheldValues, StringComparer.Ordinal);
        foreach (var field in step.WithheldFields.Where(field => !step.Fields.Contains(field.Field.Column)))
        {
            values[field.Field.ToString()] = Rows;
        }

        return values;
    }

    private void Gap(string code, long count) => _gaps[code] = _gaps.GetValueOrDefault(code) + count;
}
