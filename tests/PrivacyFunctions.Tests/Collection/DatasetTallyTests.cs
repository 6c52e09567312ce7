using System.Text;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.RightsRequests;
using PrivacyFunctions.Tests.Staging;

namespace PrivacyFunctions.Tests.Collection;

public sealed class DatasetTallyTests
{
    private const string Map = """
        dataset:
          - fides_key: portal
            collections:
              - name: person
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
              - name: reply
                fields:
                  - { name: ticket_id, data_categories: [user.content], fides_meta: { references: [{ dataset: desk, field: ticket.id, direction: from }] } }
          - fides_key: desk
            collections:
              - name: ticket
                fields:
                  - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
                  - { name: person_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: portal, field: person.id, direction: from }] } }
        connection:
          - { dataset: portal, kind: sqlite, settings: { path: portal.db } }
          - { dataset: desk, kind: sqlite, settings: { path: desk.db } }
        """;

    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IRequestStore _store = Substitute.For<IRequestStore>();
    private readonly RequestId _id = RequestId.New();
    private readonly InMemoryKeys _keys = new();
    private readonly StagingArea _staging;
    private readonly DatasetTally _tally;
    private readonly Plan _plan = PlanBuilder.Build(
        MapReader.Read([new MapFile("map.yml", Encoding.UTF8.GetBytes(Map))]).Map!,
        new Dictionary<string, Catalogue>(),
        new PlanQuestion { Right = "access", ProvedIdentities = ["email"] });

    private Func<Task>? _meanwhile;
    private SystemProgress? _row;

    public DatasetTallyTests()
    {
        _staging = new StagingArea(new InMemoryBlobs(), _keys);
        _tally = new DatasetTally(_staging);
        _store.ReadProgressAsync(default, default).ReturnsForAnyArgs(_ => _row is null ? [] : [_row]);
        _store.PutProgressAsync(default, default!, default).ReturnsForAnyArgs(call => PutAsync(call.Arg<SystemProgress>()));
    }

    [Fact]
    public async Task Two_units_that_end_at_the_same_moment_leave_their_system_done_with_the_rows_of_both()
    {
        await _keys.CreateAsync(_id, default);
        var (first, second) = (_plan.Units.First(unit => unit.Dataset == "portal"), _plan.Units.Last(unit => unit.Dataset == "portal"));
        Assert.NotEqual(first.Id, second.Id);
        var (one, other) = (await BeginAsync(first, rows: 2), await BeginAsync(second, rows: 3));
        await StageAsync(first, rows: 2);

        // The first has counted before the second staged anything, and writes after the second has ended.
        _meanwhile = async () =>
        {
            await StageAsync(second, rows: 3);
            await _tally.EndAsync(_id, _plan, second, other, default);
        };
        await _tally.EndAsync(_id, _plan, first, one, default);

        Assert.Equal((SystemState.Done, 5), (_row!.State, _row.Records));
    }

    private async Task<UnitProgress> BeginAsync(PlanUnit unit, int rows)
    {
        var progress = await UnitProgress.BeginAsync(_store, _time, _id, unit, SystemPhase.Collect, 0, default);
        for (var i = 0; i < rows; i++) await progress.CountAsync(default);
        return progress;
    }

    private async Task StageAsync(PlanUnit unit, int rows)
    {
        foreach (var step in unit.Steps)
        {
            await using var writer = await _staging.CreateAsync(_id, new StagedName(step.Dataset, step.Collection), [], default);
            for (var i = 0; i < rows; i++)
            {
                var row = writer.BeginRow();
                row.WriteStartObject();
                row.WriteEndObject();
                await writer.EndRowAsync(default);
            }

            await writer.CommitAsync(default);
        }
    }

    private async Task PutAsync(SystemProgress row)
    {
        if (_meanwhile is { } meanwhile && row.Records > 0)
        {
            _meanwhile = null;
            await meanwhile();
        }

        _row = row;
    }
}
