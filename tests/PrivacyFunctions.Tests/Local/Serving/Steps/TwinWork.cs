using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Tests.Local.Storage;

namespace PrivacyFunctions.Tests.Local.Serving.Steps;

/// <summary>
/// Delivers the erasing of collections a second time while the first delivery is at work: all of it happens right before, or right after, the first
/// change of the connected system. A runtime may do so when it thinks that a worker is gone.
/// </summary>
internal sealed class TwinWork(bool beforeTheChange) : FailingPoints(int.MaxValue, forGood: false)
{
    private int _done;

    /// <summary>The services of the server at work.</summary>
    public Func<IServiceProvider>? Server { get; set; }

    /// <summary>Whether there was a second delivery.</summary>
    public bool HasRun => _done == 1;

    public override void AtRemoteChange()
    {
        if (beforeTheChange) Run();
    }

    public override void AtRemoteCommit()
    {
        if (!beforeTheChange) Run();
    }

    private void Run()
    {
        if (Interlocked.Exchange(ref _done, 1) == 0) Task.Run(EraseAsync).GetAwaiter().GetResult();
    }

    private async Task EraseAsync()
    {
        var services = Server!();
        var request = Assert.Single((await services.GetRequiredService<IRequestStore>().ListAsync(new RequestFilter(null, null, null, 10, null), default))!.Items);
        var plan = await services.GetRequiredService<PlanDocuments>().ReadAsync(request.Id, request.Round, default);
        foreach (var step in plan.DeletionOrder)
            await ActivatorUtilities.CreateInstance<EraseCollection>(services).RunAsync(new ErasureStep(request.Id.Value, request.Round, step, Last: false), default);
    }
}
