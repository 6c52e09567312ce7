using System.Collections.Immutable;
using System.Text.Json;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Staging;

namespace PrivacyFunctions.Collection;

/// <summary>Stages the rows of one reader: the exported part of each, its large values, its primary key and the keys it passes on.</summary>
internal sealed class RowStaging
{
    private readonly IRecordReader _reader;
    private readonly StagedCollectionWriter _staged;
    private readonly FactsGathering _facts;
    private readonly FieldStaging[] _fields;
    private readonly KeyEmission[] _keys;
    private readonly VouchCheck[] _vouches;
    private readonly int[] _primaryKey;
    private readonly bool _export;
    private readonly bool _shared;
    private readonly RowDocuments _documents = new();
    private readonly RowValues _row;

    public RowStaging(
        IRecordReader reader, StagedCollectionWriter staged, StepWork work, StepElements elements, FactsGathering facts, bool shared)
    {
        var step = work.Step;
        (_reader, _staged, _facts, _shared) = (reader, staged, facts, shared);
        _export = work.Exports;
        _row = new RowValues(step, reader, _documents);
        _fields = [.. step.Fields.Select((field, index) => new FieldStaging(step, field, index, elements))];
        _primaryKey = !shared && step.PrimaryKey.All(step.Fields.Contains) ? [.. step.PrimaryKey.Select(step.IndexOf)] : [];
        _keys = shared ? [] : [.. step.Outputs.Select(output => new KeyEmission(output))];
        _vouches = shared ? [] : [.. step.Vouches.Where(work.Claims).Select(vouch => new VouchCheck(vouch, work.Parties))];
    }

    // Of the reader's current row; null when there is none.
    private KeyTuple? PrimaryKey
    {
        get
        {
            var values = new KeyValue[_primaryKey.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if (!_reader.TryGetKey(_primaryKey[i], out values[i]))
                {
                    return null;
                }
            }

            return values.Length == 0 ? null : new KeyTuple(ImmutableArray.Create(values));
        }
    }

    /// <summary>Stages the reader's current row.</summary>
    public async ValueTask StageAsync(CancellationToken cancellation)
    {
        _facts.CountRow(_shared);
        _documents.Clear();
        var json = _export ? _staged.BeginRow() : null;
        json?.WriteStartObject();
        foreach (var field in _fields)
        {
            await field.StageAsync(_reader, _staged, json, _documents, _facts, cancellation);
            if (json is not null && !field.WritesLast)
            {
                field.WriteDocument(json, _documents, _row, _facts);
            }
        }

        if (json is not null)
        {
            foreach (var field in _fields.Where(field => field.WritesLast))
            {
                field.WriteDocument(json, _documents, _row, _facts);
            }

            json.WriteEndObject();
            await _staged.EndRowAsync(cancellation);
        }

        await StageKeysAsync(cancellation);
    }

    private async ValueTask StageKeysAsync(CancellationToken cancellation)
    {
        // By their primary keys rows are changed: those that may be others' have none here.
        if (!_shared && _primaryKey.Length > 0 && PrimaryKey is { } key)
        {
            await _staged.AddPrimaryKeyAsync(key, cancellation);
        }

        foreach (var emission in _keys)
        {
            foreach (var tuple in emission.Of(_row, _facts.DocumentUnread))
            {
                await _staged.AddKeyAsync(emission.Id, tuple, cancellation);
            }
        }

        foreach (var vouch in _vouches)
        {
            if (vouch.Holds(_row))
            {
                _facts.Confirm(vouch.Identity);
            }
        }
    }
}
