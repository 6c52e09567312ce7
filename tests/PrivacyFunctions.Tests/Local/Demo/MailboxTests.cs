using PrivacyFunctions.Local.Demo.Client;

namespace PrivacyFunctions.Tests.Local.Demo;

public sealed class MailboxTests : IDisposable
{
    private readonly string _outbox = Directory.CreateTempSubdirectory("mailbox-").FullName;

    public void Dispose() => Directory.Delete(_outbox, recursive: true);

    [Fact]
    public async Task Codes_come_in_the_order_of_the_mails_each_once_and_only_from_ones_own()
    {
        Deliver("1", "somebody@else.example", "11111111");
        Deliver("2", "anna@work.example", "Your answer is ready. Call 12345678 if not.");
        Deliver("3", "anna@work.example", "Your code is\r\n\r\n22222222\r\n\r\nIt is good for ten minutes.");
        Deliver("4", "anna@work.example", "33333333");
        var mailbox = new Mailbox(_outbox, "Anna@Work.example", TimeProvider.System);

        Assert.Equal("22222222", await mailbox.NextCodeAsync(CancellationToken.None));
        Assert.Equal("33333333", await mailbox.NextCodeAsync(CancellationToken.None));
    }

    private void Deliver(string name, string to, string text) => File.WriteAllText(
        Path.Combine(_outbox, $"{name}.eml"),
        $"From: privacy@opentech.example\r\nTo: {to}\r\nSubject: Your request\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n");
}
