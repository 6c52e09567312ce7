using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using PrivacyFunctions.Audit;
using PrivacyFunctions.Bundling;
using PrivacyFunctions.Collection;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Delivery;
using PrivacyFunctions.Http;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Notification;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Retention;
using PrivacyFunctions.Settings;
using PrivacyFunctions.StaffConsole;
using PrivacyFunctions.Staging;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Triage;
using PrivacyFunctions.Verification;

namespace PrivacyFunctions;

/// <summary>Registers the product. The runtime adds the adapters of <c>Ports</c>, the connectors and a clock.</summary>
public static class PrivacyFunctionsRegistration
{
    /// <summary>Everything that both runtimes share. A start with wrong settings is refused, every problem named.</summary>
    public static IHostApplicationBuilder AddPrivacyFunctions(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddHostedService<SettingsCheck>();
        builder.Services.AddRequests();
        builder.Services.AddHttpApi();
        builder.Services.AddIntake();
        builder.Services.AddVerification();
        builder.Services.AddSystems();
        builder.Services.AddTriage();
        builder.Services.AddCollection();
        builder.Services.AddDeletion();
        builder.Services.AddBundling();
        builder.Services.AddDelivery();
        builder.Services.AddNotification();
        builder.Services.AddConsole();
        builder.Services.AddAudit();
        builder.Services.AddRetention();
        return builder;
    }

    private static void AddRequests(this IServiceCollection services)
    {
        services.AddSettings(OrganisationSettings.Read);
        services.AddSettings(LimitSettings.Read);
        services.AddSingleton<PartyFile>();
        services.AddSingleton<MailedCodes>();
        services.AddSingleton<CodeMail>();
        services.AddSingleton<Limits>();
    }

    private static void AddHttpApi(this IServiceCollection services)
    {
        services.AddSettings(HttpSettings.Read);
        services.AddSingleton<StaffReads>();
        services.AddSingleton<Api>();
        services.AddSingleton<RequestChanges>();
        services.AddSingleton<RequestViews>();
        services.AddSingleton<PublicAddress>();
        services.AddSingleton<NotMeLink>();
        services.AddSingleton<ApiDescription>();
        services.TryAddSingleton<IStaffAuthentication, StaffTokenAuthentication>();
        services.AddOperations(ReadHealth.Operation, ListKeys.Operation, ReadApiDescription.Operation);
    }

    private static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<KnownIdentities>();
        services.AddSingleton<DayDeadlines>();
        services.AddSingleton<KnownCategories>();
        services.AddSingleton<WorkStarter>();
        services.AddSingleton<StrandedWork>();
        services.AddSingleton<PromptWord>();
        services.AddSingleton<VanishedWork>();
        services.AddSingleton<DeletionFreeze>();
        services.AddSingleton<NotMePageText>();
        services.AddOperations(FileRequest.Operation, ReadRequest.Operation, CancelRequest.Operation, StopDeletion.Operation);
    }

    private static void AddVerification(this IServiceCollection services)
    {
        services.AddSingleton<Proof>();
        services.AddOperations(VerifyRequest.Operation, ResendCode.Operation, VerifyByStaff.Operation);
    }

    private static void AddDelivery(this IServiceCollection services) =>
        services.AddSettings(BundleSettings.Read).AddOperations(RequestDownloadCode.Operation, IssueDownloadToken.Operation, DownloadBundle.Operation, DownloadReceipt.Operation);

    private static void AddBundling(this IServiceCollection services)
    {
        services.AddSingleton<StagingArea>();
        services.AddSettings(BundleOptions.Read);
        services.AddSingleton<BundleWriter>();
        services.AddSingleton<IBundleReader, BundleReader>();
    }

    private static void AddNotification(this IServiceCollection services)
    {
        services.AddSingleton<MailTexts>();
        services.AddSingleton<NoticeSender>();
        services.AddHostedService<NoticeLoop>();
    }

    private static void AddConsole(this IServiceCollection services)
    {
        services.AddSingleton<Orchestrations>();
        services.AddSingleton<DecisionReasons>();
        services.AddSingleton<PlanRuling>();
        services.AddSingleton<DueSteps>();
        services.AddSingleton<HandOverSweep>();
        services.AddOperations(
            ListRequests.Operation, ReadCase.Operation, ReadCase.PlanOperation, PollStatus.Operation, ListSystems.Operation,
            DecidePlan.Operation, DecideSystems.Retry, DecideSystems.Skip);
    }

    private static void AddAudit(this IServiceCollection services)
    {
        services.AddSettings(AuditSettings.Read);
        services.AddSingleton<CheckpointWriter>();
        services.AddHostedService<CheckpointLoop>();
        services.AddOperations(ReadAudit.Operation);
    }

    private static void AddRetention(this IServiceCollection services)
    {
        services.AddSettings(RetentionSettings.Read);
        services.AddSingleton<RequestPurge>();
        services.AddSingleton<Housekeeping>();
    }

    private static void AddOperations(this IServiceCollection services, params ReadOnlySpan<ApiOperation> operations)
    {
        foreach (var operation in operations) services.AddSingleton(operation);
    }
}
