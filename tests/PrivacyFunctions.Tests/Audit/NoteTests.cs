using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Audit;

namespace PrivacyFunctions.Tests.Audit;

public sealed class NoteTests
{
    // The example of C2SP signed-note's reference implementation: key, text and signature.
    private const string PeterKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private const string PeterNote =
        "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n\n"
        + "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    [Fact]
    public void A_note_by_the_reference_implementation_is_believed()
    {
        var key = NoteKey.Parse(PeterKey)!;
        Assert.Equal(PeterKey, key.ToString());
        var note = SignedNote.Parse(PeterNote)!;
        Assert.True(note.IsSignedBy(key));
        Assert.Equal(PeterNote, note.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("PeterNeumann")]
    [InlineData("PeterNeumann+c74f20a3+")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+AhpC2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWAA==")]
    public void What_is_no_key_is_not_read(string text) => Assert.Null(NoteKey.Parse(text));

    [Fact]
    public void Every_flipped_bit_of_a_note_is_noticed()
    {
        var key = NoteKey.Parse(PeterKey)!;
        var bytes = Encoding.UTF8.GetBytes(PeterNote);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var flipped = bytes.ToArray();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(SignedNote.Parse(Encoding.UTF8.GetString(flipped))?.IsSignedBy(key) ?? false, $"Bit {bit}");
        }
    }

    [Fact]
    public void Every_cut_of_a_note_is_noticed()
    {
        var key = NoteKey.Parse(PeterKey)!;
        for (var length = 0; length < PeterNote.Length; length++)
            Assert.False(SignedNote.Parse(PeterNote[..length])?.IsSignedBy(key) ?? false, $"Length {length}");
    }

    [Fact]
    public async Task A_checkpoint_reads_back_only_under_its_own_key()
    {
        var key = new TestAuditKey();
        var checkpoint = new Checkpoint(key.Name, 42, SHA256.HashData([1]));
        var note = await checkpoint.SignAsync(key, default);
        Assert.StartsWith($"{key.Name}\n42\nS", note, StringComparison.Ordinal);
        Assert.Equal((42, checkpoint.Root.Length), (Checkpoint.Read(note, key.Public)!.Size, Checkpoint.Read(note, key.Public)!.Root.Length));
        Assert.Null(Checkpoint.Read(note, new TestAuditKey().Public));
        Assert.Null(Checkpoint.Read(note, new NoteKey("another/log", key.PublicKey.Span)));
    }

    [Fact]
    public async Task A_witness_may_add_its_own_signature()
    {
        var (key, witness) = (new TestAuditKey(), new TestAuditKey());
        var note = await new Checkpoint(key.Name, 7, SHA256.HashData([])).SignAsync(key, default);
        var text = SignedNote.Parse(note)!.Text;
        var second = new NoteSignature("witness", [1, 2, 3, 4], await witness.SignAsync(Encoding.UTF8.GetBytes(text), default));
        var cosigned = (SignedNote.Parse(note)! with { Signatures = [second, .. SignedNote.Parse(note)!.Signatures] }).ToString();
        Assert.Equal(7, Checkpoint.Read(cosigned, key.Public)!.Size);
    }

    [Theory]
    [InlineData("log\n07\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n-7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    [InlineData("log\n7\nAAAA\n")]
    [InlineData("log\n7\n")]
    [InlineData("log\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n\nmore\n")]
    [InlineData("other\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n")]
    public async Task A_signed_text_that_is_no_checkpoint_of_this_log_is_refused(string text)
    {
        var key = new TestAuditKey("log");
        var note = new SignedNote(text, [new NoteSignature("log", key.Public.Id, await key.SignAsync(Encoding.UTF8.GetBytes(text), default))]).ToString();
        Assert.True(SignedNote.Parse(note)!.IsSignedBy(key.Public));
        Assert.Null(Checkpoint.Read(note, key.Public));
    }
}
