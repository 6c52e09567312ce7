using System.Text;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.Audit;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Audit;

public sealed class CheckpointWriterTests : IDisposable
{
    private readonly AuditScene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_log_that_grows_over_many_checkpoints_and_restarts_verifies()
    {
        foreach (var count in new[] { 1, 2, 250, 4, 600, 5000, 1 })
        {
            await _scene.LogAsync(count);
            await _scene.SignAsync();
            _scene.Restart();
        }

        var verdict = _scene.Verify();
        Assert.Empty(verdict.Flaws);
        Assert.Equal((5858, 5858), (verdict.Entries, verdict.Signed));
        var contents = (await _scene.Log.ReadAsync(0, 9999, default)).Select(entry => entry.Content).ToList();
        Assert.Equal(NaiveTree.Hash(contents), Checkpoint.Read((await _scene.Checkpoints.WriteAsync(default))!, _scene.Key.Public)!.Root);
    }

    [Fact]
    public async Task An_empty_log_is_not_signed()
    {
        Assert.Null(await _scene.Checkpoints.WriteAsync(default));
        Assert.True(_scene.Verify().IsValid);
    }

    [Fact]
    public async Task A_log_that_did_not_grow_is_not_signed_again()
    {
        await _scene.LogAsync(3);
        await _scene.SignAsync();
        var before = (_scene.Database.Counts.Units, new FileInfo(_scene.CopiedFile).Length);
        await _scene.SignAsync();
        Assert.Equal(before, (_scene.Database.Counts.Units, new FileInfo(_scene.CopiedFile).Length));
    }

    [Fact]
    public async Task Entries_that_are_not_signed_yet_are_told_apart()
    {
        await _scene.LogAsync(5);
        await _scene.SignAsync();
        await _scene.LogAsync(2);
        var verdict = _scene.Verify();
        Assert.Equal((true, 7, 5), (verdict.IsValid, verdict.Entries, verdict.Signed));
    }

    [Fact]
    public async Task Many_who_write_and_sign_at_once_make_one_log()
    {
        await _scene.LogAsync(1);
        await Task.WhenAll(
            [
                .. Enumerable.Range(0, 40).Select(n => Task.Run(() => _scene.Log.AppendAsync([new AuditEntry("test.parallel", default, $"actor-{n}")], default))),
                .. Enumerable.Range(0, 10).Select(_ => Task.Run(() => _scene.Checkpoints.WriteAsync(default))),
            ]);
        await _scene.SignAsync();
        var verdict = _scene.Verify();
        Assert.Empty(verdict.Flaws);
        Assert.Equal((41, 41), (verdict.Entries, verdict.Signed));
    }

    [Fact]
    public async Task An_entry_that_the_server_did_not_write_is_never_signed()
    {
        await _scene.LogAsync(3);
        await _scene.SignAsync();
        await _scene.ExecuteAsync("INSERT INTO audit_entries SELECT 3, request, content, seal FROM audit_entries WHERE leaf = 1");
        var refused = await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
        Assert.Contains("Entry 3", refused.Message, StringComparison.Ordinal);
        Assert.Equal(AuditFlawKind.EntryForged, Assert.Single(_scene.Verify().Flaws).Kind);
        Assert.True(_scene.Verify(withKeys: false).IsValid, "Without the server's keys nobody can tell, and nothing vouches for it.");
    }

    [Fact]
    public async Task A_log_that_was_rolled_back_to_an_old_copy_is_not_signed()
    {
        await _scene.LogAsync(10);
        await _scene.SignAsync();
        var old = _scene.CopyDatabase("old.db");
        await _scene.LogAsync(5);
        await _scene.SignAsync();
        _scene.ReplaceDatabase(old);

        var refused = await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
        Assert.Contains("rolled back", refused.Message, StringComparison.Ordinal);
        Assert.Contains(_scene.Verify().Flaws, flaw => flaw is { Kind: AuditFlawKind.EntryMissing, Leaf: 10 });
        await _scene.LogAsync(9);
        await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
        Assert.False(_scene.Verify().IsValid);
    }

    [Fact]
    public async Task A_log_whose_hashes_were_changed_is_not_signed_after_a_restart()
    {
        await _scene.LogAsync(10);
        await _scene.SignAsync();
        await _scene.ExecuteAsync("UPDATE audit_tiles SET hashes = zeroblob(length(hashes))");
        await _scene.LogAsync(1);
        _scene.Restart();
        await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
    }

    [Fact]
    public async Task A_second_place_of_another_log_is_refused()
    {
        await _scene.LogAsync(1);
        await File.WriteAllTextAsync(_scene.CopiedFile, await new Checkpoint("example.org/log", 1, new byte[32]).SignAsync(new TestAuditKey(), default) + "\n");
        await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
    }

    [Fact]
    public async Task What_is_found_in_the_second_place_and_is_no_checkpoint_is_left_there()
    {
        await _scene.LogAsync(1);
        await File.WriteAllTextAsync(_scene.CopiedFile, new string('x', 2000));
        await Assert.ThrowsAsync<AuditLogBrokenException>(_scene.SignAsync);
        Assert.Equal(2000, new FileInfo(_scene.CopiedFile).Length);
    }

    [Fact]
    public async Task A_second_place_that_cannot_be_reached_is_made_up_for_later()
    {
        var away = _scene.File("mounted-later");
        using var writer = _scene.NewWriter(null, _scene.Copy, new CheckpointFolder(away, _scene.Key.Public));
        await _scene.LogAsync(2);
        await writer.WriteAsync(default);
        Directory.CreateDirectory(away);
        await writer.WriteAsync(default);
        Assert.Equal(File.ReadAllText(_scene.CopiedFile), File.ReadAllText(Path.Combine(away, CheckpointFolder.CheckpointsFile)));
    }

    [Fact]
    public async Task A_copied_checkpoint_that_a_power_failure_cut_is_made_whole_at_the_next_start()
    {
        for (var i = 0; i < 3; i++)
        {
            await _scene.LogAsync(4);
            await _scene.SignAsync();
        }

        var whole = await File.ReadAllBytesAsync(_scene.CopiedFile);
        for (var length = CheckpointFile.FindLast(whole)!.Value.Begin + 1; length < whole.Length - 1; length++)
        {
            await File.WriteAllBytesAsync(_scene.CopiedFile, whole[..length]);
            Assert.False(_scene.Verify().IsValid, $"Cut at {length}");
            using var writer = _scene.NewWriter();
            await writer.WriteAsync(default);
            Assert.Equal(whole, await File.ReadAllBytesAsync(_scene.CopiedFile));
        }
    }

    /// <summary>Whatever write fails: an auditor finds a valid log, before and after the next start, with every entry that was reported.</summary>
    [Fact]
    public async Task A_crash_at_any_point_leaves_a_log_that_verifies()
    {
        for (var k = 1; ; k++)
        {
            var faults = new FailingPoints(k, forGood: true);
            using var scene = new AuditScene();
            await scene.LogAsync(250);
            await scene.SignAsync();
            scene.Restart(faults);
            var reported = 250;
            try
            {
                for (var i = 0; i < 3; i++)
                {
                    await scene.LogAsync(3);
                    reported += 3;
                    await scene.SignAsync();
                }
            }
            catch (IOException)
            {
                // The process is gone.
            }

            Assert.Empty(scene.Verify().Flaws);
            scene.Restart();
            await scene.SignAsync();
            var verdict = scene.Verify();
            Assert.Empty(verdict.Flaws);
            Assert.InRange(verdict.Entries, reported, reported + 3);
            Assert.Equal(verdict.Entries, verdict.Signed);
            if (!faults.HasFailed) break;
        }
    }

    [Fact]
    public async Task The_second_place_names_the_key()
    {
        await _scene.LogAsync(1);
        await _scene.SignAsync();
        Assert.Equal(_scene.Key.Public + "\n", await File.ReadAllTextAsync(Path.Combine(_scene.SecondPlace, CheckpointFolder.KeyFile), Encoding.UTF8));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_scene.CopiedFile));
    }
}
