using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.DependencyInjection;
using NSubstitute;
using PrivacyFunctions.Intake;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Deletion;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.StaffConsole;

namespace PrivacyFunctions.Tests.Intake;

/// <summary>What a person was granted stands, whether or not the orchestration could be told at once.</summary>
public sealed class PromptWordTests
{
    [Fact]
    public Task Who_withdraws_is_told_so_although_the_work_could_not_be_ended_yet() => ApiServer.WithOwnAsync(StaffScene.Reviewed, async server =>
    {
        var (request, _) = await server.AskedAsync();
        var cancel = ActivatorUtilities.CreateInstance<CancelRequest>(server.Services);
        var http = new DefaultHttpContext { RequestServices = server.Services, Connection = { RemoteIpAddress = IPAddress.Loopback } };
        http.Request.Method = HttpMethods.Delete;
        http.Request.Headers.Authorization = $"Bearer {request.Token}";

        var answer = await cancel.RunAsync(http.Request, request.Id, Unreachable(), default);
        await answer.ExecuteAsync(http);

        Assert.Equal(200, http.Response.StatusCode);
        Assert.Equal("cancelled", (await server.GetAsync($"/api/requests/{request.Id}", request.Token)).Text("status"));
    });

    [Fact]
    public Task Who_objects_is_told_that_it_won_although_the_wait_could_not_be_ended_yet() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.LinkAsync(request);

        var objection = await server.Services.GetRequiredService<DeletionFreeze>().RaiseAsync(RequestId.Parse(request.Id), Unreachable(), default);

        Assert.Equal(Objection.Frozen, objection);
        await server.AskedAsync(request, "not-me");
    });

    private static DurableTaskClient Unreachable()
    {
        var client = Substitute.For<DurableTaskClient>("unreachable");
        client.GetInstanceAsync(default!, default(bool), default).ReturnsForAnyArgs<OrchestrationMetadata?>(_ => throw new IOException());
        client.GetInstanceAsync(default!, default(CancellationToken)).ReturnsForAnyArgs<OrchestrationMetadata?>(_ => throw new IOException());
        return client;
    }
}
