using System.Globalization;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Tests.DataMap;

namespace PrivacyFunctions.Tests.Staging;

public sealed class StepElementsTests : IAsyncLifetime
{
    private const int Most = 1000;

    private static readonly PlanInput Tags = new()
    {
        Keys = "k1",
        Fields = [FieldPath.Of("shop"), FieldPath.Of("tags")],
        Comparison = KeyComparison.IgnoringCase,
        Shared = false,
        MatchedDepths = [0, 1],
    };

    private readonly InMemoryBlobs _blobs = new();
    private readonly InMemoryKeys _keys = new();
    private readonly RequestId _request = RequestId.New();

    public Task InitializeAsync() => _keys.CreateAsync(_request, default);

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Most)]
    [InlineData(Most + 1)]
    [InlineData(20 * Most)]
    public async Task Keys_are_told_from_others_however_many_they_are(int count)
    {
        await using var elements = await LoadAsync(Enumerable.Range(0, count).Concat(Enumerable.Range(0, count)));

        var isKey = Assert.Single(elements.All).IsKey;
        Assert.All(Enumerable.Range(0, count), number => Assert.True(isKey(Key(number))));
        Assert.All(Enumerable.Range(count, 5000), number => Assert.False(isKey(Key(number))));
        Assert.True(count == 0 || isKey(new KeyTuple([new KeyValue("SHOP 0"), new KeyValue("0")])));
        Assert.False(isKey(new KeyTuple([new KeyValue("shop 00"), new KeyValue("")])));
    }

    [Fact]
    public async Task Many_keys_lie_sealed_beside_what_is_staged_and_go_when_they_are_no_longer_needed()
    {
        await using (await LoadAsync(Enumerable.Range(0, Most)))
        {
            Assert.Empty(_blobs.All);
        }

        await using (await LoadAsync(Enumerable.Range(0, 2 * Most)))
        {
            var blob = Assert.Single(_blobs.All);
            Assert.StartsWith($"staging/{_request.Value}/", blob.Key, StringComparison.Ordinal);
        }

        Assert.Empty(_blobs.All);
    }

    [Fact]
    public async Task Of_many_keys_memory_holds_one_in_a_thousand()
    {
        await using var few = await LoadAsync(Enumerable.Range(0, Most));
        await using var many = await LoadAsync(Enumerable.Range(0, 40 * Most));
        Assert.Equal((Most, 40), (few.Held, many.Held));
    }

    [Fact]
    public async Task A_reading_that_fails_leaves_nothing()
    {
        var readings = 0;
        async IAsyncEnumerable<KeyTuple> FailsAsync()
        {
            for (var number = 0; number < 3 * Most; number++)
            {
                await Task.CompletedTask;
                yield return Key(number);
                if (readings > 1 && number == 2 * Most) throw new IOException("gone");
            }
        }

        var source = new StepKeySource(Tags, _ =>
        {
            readings++;
            return FailsAsync();
        });
        await Assert.ThrowsAsync<IOException>(() => StepElements.LoadAsync(new StagingArea(_blobs, _keys), Work(), [source], [], Most, default));
        Assert.Empty(_blobs.All);
    }

    [Fact]
    public async Task Inputs_that_are_not_compared_in_arrays_are_not_read()
    {
        var plain = Tags with { MatchedDepths = [] };
        var source = new StepKeySource(plain, _ => throw new InvalidOperationException("must not be read"));
        await using var elements = await StepElements.LoadAsync(new StagingArea(_blobs, _keys), Work(), [source], [plain], Most, default);
        Assert.Empty(elements.All);
    }

    [Fact]
    public async Task Of_arrays_that_nothing_was_found_for_no_element_is_the_persons()
    {
        await using var elements = await StepElements.LoadAsync(new StagingArea(_blobs, _keys), Work(), [], [Tags], Most, default);
        Assert.False(Assert.Single(elements.In("tags")).IsKey(Key(0)));
        Assert.Empty(elements.In("shop"));
    }

    private static KeyTuple Key(int number) => new([new KeyValue("shop 0"), new KeyValue(number.ToString(CultureInfo.InvariantCulture))]);

    private Task<StepElements> LoadAsync(IEnumerable<int> numbers) => StepElements.LoadAsync(
        new StagingArea(_blobs, _keys), Work(), [new StepKeySource(Tags, _ => numbers.Select(Key).ToAsyncEnumerable())], [], Most, default);

    private StepWork Work() => new(_request, null!, Step, null!, []);

    private static PlanStep Step { get; } = Maps.Read("""
        dataset:
          - fides_key: a
            collections:
              - name: c
                fields: [{ name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }]
        connection: [{ dataset: a, kind: sqlite }]
        """).Plan("email").Steps().Single();
}
