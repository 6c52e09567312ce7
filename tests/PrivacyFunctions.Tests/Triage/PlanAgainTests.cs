using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;
using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Requests.Faults;
using PrivacyFunctions.Settings;
using PrivacyFunctions.Systems;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.RightsRequests;
using PrivacyFunctions.Triage;

namespace PrivacyFunctions.Tests.Triage;

public sealed class PlanAgainTests
{
    // Live, a company has no key of its own: nothing says that its row is shared.
    private static readonly Catalogue Live = new(
    [
        Tables.Table("company", Tables.Column("id"), Tables.Column("name")).WithKey(),
        Tables.Table("person", Tables.Column("email"), Tables.Column("company_id")).WithKey("email"),
        Tables.Table("ticket", Tables.Column("company_id"), Tables.Column("subject")).WithKey(),
    ]);

    private readonly FakeTimeProvider _time = new(Some.Moment);
    private readonly IRequestStore _store = Substitute.For<IRequestStore>();
    private readonly Dictionary<string, byte[]?> _documents = [];
    private readonly PlanRequest _planning;
    private RightsRequest _request = Some.Request() with { Status = RequestStatus.InProgress, Round = 1, Version = 3, ProvedIdentities = ["email"] };
    private bool _answers;

    public PlanAgainTests()
    {
        _store.FindAsync(default, default).ReturnsForAnyArgs(_ => _request);
        _store.ReadDocumentAsync(default, default!, default).ReturnsForAnyArgs(call => _documents.GetValueOrDefault(call.Arg<string>()));
        _store.CommitAsync(default!, default).ReturnsForAnyArgs(call => Commit(call.Arg<RequestCommit>()));
        var system = Substitute.For<IConnectedSystem>();
        system.DescribeAsync(default).ReturnsForAnyArgs(_ => _answers ? Live : throw new ConnectorFailure(ConnectorFailureKind.Unreachable));
        var connector = Substitute.For<IConnector>();
        connector.Kind.Returns("sqlite");
        connector.Connect(default!).ReturnsForAnyArgs(system);
        var configuration = new ConfigurationBuilder().Build();
        var settings = new SettingsReader(configuration);
        var systems = new ConnectedSystems(Maps.Read(CompanyPortal.Map), [connector], configuration, _time);
        var plans = new PlanDocuments(_store);
        var making = new PlanMaking(
            plans, systems, ReviewSettings.Read(settings), ApprovalSettings.Read(settings), RetrySettings.Read(settings), _time);
        _planning = new PlanRequest(_store, plans, making, _time, new ActivityBoundary(NullLogger<ActivityBoundary>.Instance));
    }

    [Fact]
    public async Task A_plan_is_kept_until_the_system_that_had_not_answered_does_and_then_reaches_further()
    {
        var first = await _planning.RunAsync(_request.Work, default);
        Assert.True(first.Unseen);
        Assert.DoesNotContain(Kept().Steps(), step => step.Collection == "ticket");
        Assert.Equal(first.PlanHash, (await _planning.RunAgainAsync(_request.Work, default)).PlanHash);

        _answers = true;
        var second = await _planning.RunAgainAsync(_request.Work, default);

        Assert.False(second.Unseen);
        Assert.Contains(Kept().Steps(), step => step.Collection == "ticket");
        Assert.Equal((Kept().PlanHash, Kept().PlanHash), (second.PlanHash, _request.PlanHash));
        Assert.Equal(second.PlanHash, (await _planning.RunAgainAsync(_request.Work, default)).PlanHash);
    }

    private Plan Kept() => System.Text.Json.JsonSerializer.Deserialize(_documents["plan-1"]!, PlanJson.Default.Plan)!;

    private CommitResult Commit(RequestCommit commit)
    {
        foreach (var (name, content) in commit.Documents) _documents[name] = content;
        _request = commit.Request with { Version = _request.Version + 1 };
        return new CommitResult.Committed(_request.Version);
    }
}
