using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Local.Keys;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Stores;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Contracts;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Local.Keys;

public sealed class LocalDataKeysTests : DataKeysContract, IAsyncLifetime
{
    private readonly OpenedKeys _keys = new();

    protected override IDataKeys Keys => _keys.Keys.DataKeys;

    [Fact]
    public async Task Keys_are_the_same_after_a_restart()
    {
        await FileAsync(Request);
        using var before = await Keys.FindAsync(Request, KeyPurpose.Party, default);
        await _keys.RestartAsync();
        using var after = await Keys.FindAsync(Request, KeyPurpose.Party, default);
        Assert.Equal(before!.Bytes, after!.Bytes);
    }

    [Fact]
    public async Task Keys_made_for_a_new_request_are_found_once_they_are_stored_with_it()
    {
        using var made = await _keys.Keys.NewDataKeys.MakeAsync(Request, default);
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Party, default));
        await _keys.StoreAsync(Request, made);
        using var found = await Keys.FindAsync(Request, KeyPurpose.Party, default);
        Assert.Equal(made.Party.Bytes, found!.Bytes);
        using var payload = await Keys.FindAsync(Request, KeyPurpose.Payload, default);
        Assert.NotEqual(found.Bytes.ToArray(), payload!.Bytes.ToArray());
    }

    [Fact]
    public async Task No_byte_of_what_opens_a_destroyed_key_is_left_in_any_file()
    {
        await FileAsync(Request);
        var share = await _keys.ShareAsync(Request, KeyPurpose.Payload);
        Assert.True(_keys.AnyFileHolds(share));
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        Assert.False(_keys.AnyFileHolds(share));
        Assert.False(_keys.AnyFileHolds(share.AsSpan(8, 12)));
    }

    [Fact]
    public async Task A_destroyed_key_stays_destroyed_when_the_database_comes_back_from_a_backup()
    {
        await FileAsync(Request);
        await _keys.BackUpDatabaseAsync();
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        await _keys.RestoreDatabaseAsync();
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));
        using var party = await Keys.FindAsync(Request, KeyPurpose.Party, default);
        Assert.NotNull(party);
    }

    [Fact]
    public async Task A_destroyed_key_is_destroyed_again_when_the_keys_come_back_from_a_backup()
    {
        await FileAsync(Request);
        var share = await _keys.ShareAsync(Request, KeyPurpose.Payload);
        await _keys.BackUpSharesAsync();
        await Keys.DestroyAsync(Request, KeyPurpose.Payload, default);
        await _keys.RestoreSharesAsync();
        Assert.Null(await Keys.FindAsync(Request, KeyPurpose.Payload, default));
        Assert.False(_keys.AnyFileHolds(share));
    }

    [Fact]
    public async Task Shares_that_were_made_and_never_used_are_used_after_a_restart()
    {
        await FileAsync(Request);
        var before = await _keys.SlotsAsync();
        for (var i = 0; i < 3; i++) await _keys.RestartAsync();
        var another = RequestId.New();
        await FileAsync(another);
        Assert.Equal(before, await _keys.SlotsAsync());
        Assert.NotEqual(await _keys.ShareAsync(Request, KeyPurpose.Party), await _keys.ShareAsync(another, KeyPurpose.Payload));
    }

    [Fact]
    public async Task The_database_and_its_log_hold_no_key_in_clear()
    {
        await FileAsync(Request);
        using var key = await Keys.FindAsync(Request, KeyPurpose.Payload, default);
        Assert.False(_keys.AnyFileHolds(key!.Bytes));
    }

    public Task InitializeAsync() => _keys.StartAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();

    protected override async Task FileAsync(RequestId request)
    {
        using var made = await _keys.Keys.NewDataKeys.MakeAsync(request, default);
        await _keys.StoreAsync(request, made);
    }
}

public sealed class LocalSigningKeysTests : SigningKeysContract, IAsyncLifetime
{
    private readonly OpenedKeys _keys = new();

    protected override ISigningKeys Keys => _keys.Keys.SigningKeys;

    public Task InitializeAsync() => _keys.StartAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();
}

public sealed class LocalKeyedHashTests : KeyedHashContract, IAsyncLifetime
{
    private readonly OpenedKeys _keys = new();

    protected override IKeyedHash Hash => _keys.Keys.KeyedHash;

    [Fact]
    public async Task Hashes_are_the_same_after_a_restart_and_different_on_another_server()
    {
        var before = Hash.Compute(KeyedHashPurpose.Subject, "someone");
        await _keys.RestartAsync();
        Assert.Equal(before, Hash.Compute(KeyedHashPurpose.Subject, "someone"));
        await using var other = new OpenedKeys();
        await other.StartAsync();
        Assert.NotEqual(before, other.Keys.KeyedHash.Compute(KeyedHashPurpose.Subject, "someone"));
    }

    public Task InitializeAsync() => _keys.StartAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();
}

public sealed class KeyEncryptionKeyTests : IAsyncLifetime
{
    private readonly OpenedKeys _keys = new();

    [Fact]
    public void The_key_file_is_for_its_owner_alone_and_apart_from_the_database()
    {
        if (OperatingSystem.IsWindows()) return;
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_keys.KeyFile));
    }

    [Fact]
    public async Task A_key_file_that_others_may_read_is_refused()
    {
        if (OperatingSystem.IsWindows()) return;
        File.SetUnixFileMode(_keys.KeyFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        await Assert.ThrowsAsync<InvalidDataException>(_keys.RestartAsync);
    }

    [Fact]
    public async Task A_missing_key_file_is_not_silently_replaced_by_one_that_opens_nothing()
    {
        File.Delete(_keys.KeyFile);
        await Assert.ThrowsAsync<InvalidDataException>(_keys.RestartAsync);
    }

    [Fact]
    public async Task A_damaged_key_file_is_named()
    {
        await File.WriteAllTextAsync(_keys.KeyFile, "nonsense");
        var refused = await Assert.ThrowsAsync<InvalidDataException>(_keys.RestartAsync);
        Assert.Contains(_keys.KeyFile, refused.Message, StringComparison.Ordinal);
    }

    public Task InitializeAsync() => _keys.StartAsync();

    public async Task DisposeAsync() => await _keys.DisposeAsync();
}

/// <summary>Local keys over a fresh folder.</summary>
internal sealed class OpenedKeys : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero));

    public LocalKeys Keys { get; private set; } = null!;

    public SqliteDatabase Database { get; private set; } = null!;

    public string KeyFile => _folder.File("keys/key-encryption.key");

    public async Task StartAsync()
    {
        Database = _folder.Database();
        Keys = await LocalKeys.OpenAsync(Database, _folder.File("keys"), _clock, default);
    }

    public Task StoreAsync(RequestId request, NewDataKeys keys) => Database.WriteAsync(
        session =>
        {
            var stored = RequestTable.Put(session, RequestRow.Of(Some.Request() with { Id = request }));
            DataKeyTable.Insert(session, stored!.Value.Number, keys, _clock.GetUtcNow());
        },
        default);

    public async Task<byte[]> ShareAsync(RequestId request, KeyPurpose purpose)
    {
        var slot = await Database.ReadAsync(session => DataKeyTable.Slot(session, request, purpose), default);
        using var shares = Shares();
        return (await shares.ReadAsync(session => session.First("SELECT share FROM shares WHERE slot = ?1", row => row.Blob(0), slot), default))!;
    }

    public async Task<long?> SlotsAsync()
    {
        using var shares = Shares();
        return await shares.ReadAsync(session => session.Scalar("SELECT count(*) FROM shares"), default);
    }

    public Task BackUpDatabaseAsync() => BackUpAsync(Database, "privacy.db");

    public Task RestoreDatabaseAsync() => RestoreAsync("privacy.db");

    public async Task BackUpSharesAsync()
    {
        using var shares = Shares();
        await BackUpAsync(shares, "keys/shares.db");
    }

    public Task RestoreSharesAsync() => RestoreAsync("keys/shares.db");

    public async Task RestartAsync()
    {
        Close();
        await StartAsync();
    }

    public ValueTask DisposeAsync()
    {
        Close();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    public bool AnyFileHolds(ReadOnlySpan<byte> bytes)
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*.db*", SearchOption.AllDirectories))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            if (content.AsSpan().IndexOf(bytes) >= 0) return true;
        }

        return false;
    }

    private SqliteDatabase Shares() => SqliteDatabase.Open(new SqliteDatabaseOptions { Path = _folder.File("keys/shares.db"), Room = "Keys.Shares" });

    private async Task BackUpAsync(SqliteDatabase database, string name)
    {
        await database.TruncateLogAsync(default);
        File.Copy(_folder.File(name), _folder.File(name) + "-yesterday");
    }

    private async Task RestoreAsync(string name)
    {
        Close();
        foreach (var suffix in new[] { "-wal", "-shm" }) File.Delete(_folder.File(name) + suffix);
        File.Move(_folder.File(name) + "-yesterday", _folder.File(name), overwrite: true);
        await StartAsync();
    }

    private void Close()
    {
        Keys.Dispose();
        Database.Dispose();
    }
}
