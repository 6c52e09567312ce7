using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    [Fact]
    public async Task What_a_writer_adds_meanwhile_stays()
    {
        await ManyAsync(6000);
        var keys = new KeySet { Fields = ["id"], Keys = KeysAsync(6000, async id => await Database.ExecuteAsync($"INSERT INTO many VALUES ({100_000 + id}, 1, 'new')")) };
        var result = await System.ChangeAsync(Delete(Rows("many", keys)) with { ChunkRows = 2000 }, default);
        Assert.Equal(6000, result.Deleted);
        Assert.Equal("101000 102000 103000 104000 105000 106000", await Database.TableAsync("SELECT id FROM many"));
        Assert.Equal(6, await System.CountAsync(Rows("many", Keys("person", "1")), default));
    }

    [Fact]
    public async Task A_writer_beside_us_loses_nothing_and_nothing_of_others_goes()
    {
        await ManyAsync(4000);
        await Database.ExecuteAsync("UPDATE many SET person = 2 WHERE id > 2000");
        using var ended = new CancellationTokenSource();
        var writer = Task.Run(async () =>
        {
            var written = 0;
            for (; !ended.IsCancellationRequested; written++)
                await Database.ExecuteAsync($"INSERT INTO many VALUES ({10_000 + written}, 2, 'x'); UPDATE many SET email = 'y' WHERE id IN ({1 + (written % 2000)}, {2001 + (written % 2000)})");
            return written;
        });
        var (deleted, all) = (0L, Enumerable.Range(1, 2000).Select(id => $"{id}").ToArray());
        for (var attempt = 0; attempt < 1000 && deleted < 2000; attempt++)
        {
            try
            {
                deleted += (await System.ChangeAsync(Delete("many", all) with { ChunkRows = 500 }, default)).Deleted;
            }
            catch (ConnectorFailure failure) when (failure.Transient)
            {
                deleted += failure.Committed!.Deleted;
            }
        }

        await ended.CancelAsync();
        var written = await writer;
        Assert.Equal(2000, deleted);
        Assert.Equal($"2|{2000 + written}", await Database.TableAsync("SELECT person, count(*) FROM many GROUP BY person"));
    }

    [Fact]
    public async Task A_table_that_goes_half_way_is_a_failure_that_says_what_went_before()
    {
        await ManyAsync(3000);
        var keys = new KeySet { Fields = ["id"], Keys = KeysAsync(3000, async id => await Database.ExecuteAsync(id == 2000 ? "ALTER TABLE many RENAME TO gone" : "SELECT 1")) };
        var failure = await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Delete(Rows("many", keys)) with { ChunkRows = 1000 }, default));
        Assert.Equal(1000, failure.Committed!.Deleted);
        Assert.Equal("2000", await Database.TableAsync("SELECT count(*) FROM gone"));
    }

    [Fact]
    public async Task A_refusal_half_way_says_what_went_before_and_the_rest_can_follow()
    {
        await ManyAsync(3000);
        await Database.ExecuteAsync("CREATE TABLE pin (many INTEGER REFERENCES many (id)); INSERT INTO pin VALUES (1500)");
        var all = Enumerable.Range(1, 3000).Select(id => $"{id}").ToArray();
        var failure = await FailsAsync(ConnectorFailureKind.Refused, () => System.ChangeAsync(Delete("many", all) with { ChunkRows = 1000 }, default));
        Assert.Equal((1000, 1000), (failure.Committed!.Matched, failure.Committed.Deleted));
        await Database.ExecuteAsync("DELETE FROM pin");
        var rest = await System.ChangeAsync(Delete("many", all) with { ChunkRows = 1000 }, default);
        Assert.Equal((2000, 2000), (rest.Matched, rest.Deleted));
    }

    [Fact]
    public async Task A_run_whose_answer_was_lost_is_seen_by_counting()
    {
        await PeopleAsync();
        var before = await System.CountAsync(ById("person", "1", "2"), default);
        // The process ends between the commit and the return: nobody hears of this result.
        await System.ChangeAsync(Delete("person", "1", "2"), default);
        await using var later = Database.Connect();
        var now = await later.CountAsync(ById("person", "1", "2"), default);
        var again = await later.ChangeAsync(Delete("person", "1", "2"), default);
        Assert.Equal((2, 0, 0), (before, now, again.Matched));
    }

    [Fact]
    public async Task A_cancelled_change_leaves_whole_chunks()
    {
        await ManyAsync(3000);
        using var cancelled = new CancellationTokenSource();
        var keys = new KeySet { Fields = ["id"], Keys = KeysAsync(3000, async id => { if (id == 2000) await cancelled.CancelAsync(); }) };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => System.ChangeAsync(Delete(Rows("many", keys)) with { ChunkRows = 1000 }, cancelled.Token));
        Assert.Equal("2000", await Database.TableAsync("SELECT count(*) FROM many"));
    }

    // Does something before every thousandth key is given.
    private static async IAsyncEnumerable<KeyTuple> KeysAsync(int count, Func<int, Task> each)
    {
        for (var id = 1; id <= count; id++)
        {
            if (id % 1000 == 0) await each(id);
            yield return KeyTuple.Of($"{id}");
        }
    }
}
