using System.Collections.Concurrent;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>Mail of a process that can die before a message left and after; counts what left, by id.</summary>
internal sealed class MortalMail(IMailSender mail, IStorageFaults faults, ConcurrentDictionary<string, int> sent) : IMailSender
{
    public async Task SendAsync(MailMessage message, CancellationToken cancellation)
    {
        faults.At(StoragePoint.Commit);
        await mail.SendAsync(message, cancellation);
        sent.AddOrUpdate(message.Id, 1, static (_, times) => times + 1);
        faults.At(StoragePoint.Committed);
    }
}
