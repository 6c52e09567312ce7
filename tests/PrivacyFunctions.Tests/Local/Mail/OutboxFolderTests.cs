using MimeKit;
using PrivacyFunctions.Local.Mail;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Local.Mail;

public sealed class OutboxFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MailMessage _mail = new("id-1", new Personal("ann@example.org"), "Your code", "Hello,\n\n12345678\n\nGrüße\n", Some.Moment);

    private OutboxFolder Outbox => new(_folder.Path, new MailboxAddress("OpenTech", "privacy@opentech.example"));

    [Fact]
    public async Task A_mail_is_one_file_that_any_program_reads()
    {
        await Outbox.SendAsync(_mail, default);
        var file = Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Equal("20260302T090000000-id-1.eml", Path.GetFileName(file));
        var message = await MimeMessage.LoadAsync(file);
        Assert.Equal("ann@example.org", message.To.Mailboxes.Single().Address);
        Assert.Equal("id-1@opentech.example", message.MessageId);
        Assert.Equal(Some.Moment, message.Date);
        Assert.Equal("auto-generated", message.Headers["Auto-Submitted"]);
        Assert.Equal(_mail.Body, message.TextBody!.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task The_code_stands_alone_on_its_line_in_the_file_itself()
    {
        await Outbox.SendAsync(_mail, default);
        var text = await File.ReadAllTextAsync(Directory.GetFiles(_folder.Path).Single());
        Assert.Contains("\r\n12345678\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_mail_sent_twice_is_there_once()
    {
        await Outbox.SendAsync(_mail, default);
        await Outbox.SendAsync(_mail, default);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_a_fault_that_can_pass()
    {
        Directory.Delete(_folder.Path);
        var failure = await Assert.ThrowsAsync<MailFailure>(() => Outbox.SendAsync(_mail, default));
        Assert.True(failure.Transient);
        Assert.DoesNotContain("ann", failure.ToString(), StringComparison.Ordinal);
        Directory.CreateDirectory(_folder.Path);
    }

    [Theory]
    [InlineData("not an address")]
    [InlineData("ann@example.org, eve@example.net")]
    [InlineData("ann@example.org\r\nBcc: eve@example.net")]
    public async Task An_address_never_becomes_two_or_a_header(string address)
    {
        var failure = await Assert.ThrowsAsync<MailFailure>(() => Outbox.SendAsync(_mail with { To = new Personal(address) }, default));
        Assert.False(failure.Transient);
    }

    public void Dispose() => _folder.Dispose();
}
