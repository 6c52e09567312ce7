using PrivacyFunctions.Connecting;

namespace PrivacyFunctions.Tests.Connecting;

public sealed class ConnectorFailureTests
{
    [Fact]
    public void Every_kind_has_a_sentence_and_only_passing_ones_are_transient()
    {
        var sentences = Enum.GetValues<ConnectorFailureKind>().Select(kind => new ConnectorFailure(kind, "thing").Message).ToList();
        Assert.Equal(sentences.Count, sentences.Distinct().Count());
        Assert.All(sentences, sentence => Assert.EndsWith(".", sentence));
        Assert.Equal(
            [ConnectorFailureKind.Unreachable, ConnectorFailureKind.Timeout, ConnectorFailureKind.Busy, ConnectorFailureKind.Full, ConnectorFailureKind.ReadOnly],
            Enum.GetValues<ConnectorFailureKind>().Where(kind => new ConnectorFailure(kind).Transient));
    }

    [Fact]
    public void Names_are_cut_and_made_printable()
    {
        var failure = new ConnectorFailure(ConnectorFailureKind.SchemaChanged, "a\r\n\0\u001b[31m" + new string('x', 10_000));
        Assert.DoesNotContain(failure.Message, char.IsControl);
        Assert.True(failure.Message.Length < 200);
    }
}
