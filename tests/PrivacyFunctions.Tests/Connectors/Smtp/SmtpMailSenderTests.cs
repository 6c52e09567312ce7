using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using MailKit.Security;
using MimeKit;
using PrivacyFunctions.Connectors.Smtp;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Testing;
using PrivacyFunctions.Tests.Local;
using PrivacyFunctions.Tests.RightsRequests;

namespace PrivacyFunctions.Tests.Connectors.Smtp;

public sealed class SmtpMailSenderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_mail_arrives_with_its_code_alone_on_its_line()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var sender = Sender(server);
        await sender.SendAsync(Mail("ann@example.org"), default);
        var taken = await server.NextAsync();
        Assert.Equal("privacy@opentech.example", taken.GetProperty("sender").GetString());
        Assert.Equal("ann@example.org", taken.GetProperty("to")[0].GetString());
        var text = taken.GetProperty("text").GetString()!;
        Assert.Contains("\r\n12345678\r\n", text, StringComparison.Ordinal);
        Assert.Contains("Message-Id: <id-1@opentech.example>", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task One_connection_serves_many_mails_and_is_renewed_when_it_broke()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var sender = Sender(server);
        var peers = new List<int>();
        for (var i = 0; i < 3; i++) peers.Add(await SendAsync(sender, server));
        Assert.Single(peers.Distinct());
        await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("dropped@example.org"), default));
        Assert.NotEqual(peers[0], await SendAsync(sender, server));
    }

    [Fact]
    public async Task Mails_at_once_take_turns()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var sender = Sender(server);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => sender.SendAsync(Mail($"p{i}@example.org"), default)));
        for (var i = 0; i < 10; i++) await server.NextAsync();
    }

    [Theory]
    [InlineData("refused@example.org", "smtp-550", false)]
    [InlineData("unwanted@example.org", "smtp-554", false)]
    [InlineData("later@example.org", "smtp-451", true)]
    public async Task A_refusal_is_told_by_its_code_and_without_the_address(string to, string code, bool transient)
    {
        await using var server = await SmtpServer.StartAsync();
        await using var sender = Sender(server);
        var failure = await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail(to), default));
        Assert.Equal((code, transient), (failure.Message, failure.Transient));
        Assert.DoesNotContain("example.org", failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("starttls", SecureSocketOptions.StartTls)]
    [InlineData("tls", SecureSocketOptions.SslOnConnect)]
    public async Task Mail_is_encrypted_and_signed_in(string mode, SecureSocketOptions security)
    {
        var (file, thumbprint) = Certificate();
        await using var server = await SmtpServer.StartAsync("--tls", mode, "--certificate", file, "--password", "right");
        var settings = Settings(server) with { Security = security, User = "opentech", Password = "right" };
        await using var sender = new SmtpMailSender(settings) { CertificateRule = (_, certificate, _, _) => certificate!.GetCertHashString() == thumbprint };
        await sender.SendAsync(Mail("ann@example.org"), default);
        var taken = await server.NextAsync();
        Assert.True(taken.GetProperty("tls").GetBoolean());
        Assert.Equal("opentech", taken.GetProperty("user").GetString());
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_stops_the_mail()
    {
        var (file, _) = Certificate();
        await using var server = await SmtpServer.StartAsync("--tls", "starttls", "--certificate", file);
        await using var sender = new SmtpMailSender(Settings(server) with { Security = SecureSocketOptions.StartTls });
        Assert.Equal("tls", (await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("ann@example.org"), default))).Message);
    }

    [Fact]
    public async Task A_server_without_the_promised_encryption_gets_no_mail()
    {
        await using var server = await SmtpServer.StartAsync();
        await using var sender = new SmtpMailSender(Settings(server) with { Security = SecureSocketOptions.StartTls });
        var failure = await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("ann@example.org"), default));
        Assert.Equal(("not-offered", true), (failure.Message, failure.Transient));
    }

    [Fact]
    public async Task A_wrong_password_keeps_the_mail_waiting()
    {
        await using var server = await SmtpServer.StartAsync("--password", "right");
        await using var sender = new SmtpMailSender(Settings(server) with { User = "opentech", Password = "wrong" });
        var failure = await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("ann@example.org"), default));
        Assert.Equal(("authentication", true), (failure.Message, failure.Transient));
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_tried_again_later()
    {
        var port = FreePort();
        await using var sender = new SmtpMailSender(new SmtpSettings { Host = "127.0.0.1", Port = port, Security = SecureSocketOptions.None });
        var failure = await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("ann@example.org"), default));
        Assert.Equal(("unreachable", true), (failure.Message, failure.Transient));
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var settings = new SmtpSettings
        {
            Host = "127.0.0.1",
            Port = ((IPEndPoint)silent.LocalEndpoint).Port,
            Security = SecureSocketOptions.None,
            Timeout = TimeSpan.FromMilliseconds(300),
        };
        await using var sender = new SmtpMailSender(settings);
        var failure = await Assert.ThrowsAsync<MailFailure>(() => sender.SendAsync(Mail("ann@example.org"), default));
        Assert.True(failure.Transient);
    }

    public void Dispose() => _folder.Dispose();

    private static SmtpSettings Settings(SmtpServer server) => new()
    {
        Host = "127.0.0.1",
        Port = server.Port,
        Security = SecureSocketOptions.None,
        From = new MailboxAddress("OpenTech Support", "privacy@opentech.example"),
    };

    private static SmtpMailSender Sender(SmtpServer server) => new(Settings(server));

    private static async Task<int> SendAsync(SmtpMailSender sender, SmtpServer server)
    {
        await sender.SendAsync(Mail("ann@example.org"), default);
        return (await server.NextAsync()).GetProperty("peer").GetInt32();
    }

    private static MailMessage Mail(string to) => new("id-1", new Personal(to), "Your code", "Hello,\n\n12345678\n\nGood bye\n", Some.Moment);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private (string File, string Thumbprint) Certificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.test", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
        var file = _folder.File("server.pem");
        File.WriteAllText(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return (file, certificate.Thumbprint);
    }
}
