using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Connectors.Smtp;
using PrivacyFunctions.Local.Audit;
using PrivacyFunctions.Local.Mail;
using PrivacyFunctions.Local.Retention;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Local.Stores;

/// <summary>Registers the local adapters of the stores and of mail.</summary>
internal static class LocalStoresRegistration
{
    public static IServiceCollection AddLocalStores(this IServiceCollection services)
    {
        services.AddLocalAudit();
        services.AddSingleton<KnownCalls>();
        services.AddSingleton<KnownBudgets>();
        services.AddSingleton<CommitUnit>();
        services.AddSingleton<NoticeSignal>();
        services.AddSingleton<IRequestStore, SqliteRequestStore>();
        services.AddSingleton<IRuntimeSweep, LocalSweep>();
        services.AddSingleton<ISavedAnswers, SqliteSavedAnswers>();
        services.AddSingleton<SqliteOutbox>();
        services.AddSingleton<IOutbox>(provider => provider.GetRequiredService<SqliteOutbox>());
        services.AddSingleton<ILeaseHolder>(provider => provider.GetRequiredService<SqliteOutbox>());
        return services;
    }

    /// <summary>Mail over SMTP where a host is set, else into the outbox folder.</summary>
    public static IServiceCollection AddLocalMail(this IServiceCollection services)
    {
        services.AddSettings(SmtpSettings.Read);
        return services.AddSingleton<IMailSender>(provider =>
        {
            var smtp = provider.GetRequiredService<SmtpSettings>();
            return smtp.Host is null
                ? new OutboxFolder(provider.GetRequiredService<DataDirectory>().Outbox, smtp.From).DiscardUnfinished()
                : new SmtpMailSender(smtp);
        });
    }
}
