using PrivacyFunctions.Tests.Architecture.Fixtures;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class DeterminismTests
{
    [Fact]
    public void Whatever_an_orchestrator_reaches_gives_the_same_result_when_replayed() =>
        Findings.None(DeterminismRules.Violations(DeterminismRules.Orchestrators(Code.Product.Types()), [Code.Product]));

    [Fact]
    public void There_are_orchestrators_to_read() => Assert.NotEmpty(DeterminismRules.Orchestrators(Code.Product.Types()));

    [Fact]
    public void An_orchestrator_that_keeps_to_its_context_passes() => Findings.None(Violations<DeterministicOrchestrator>());

    [Fact]
    public void Clock_chance_input_configuration_logger_and_static_state_are_found_wherever_they_are_reached()
    {
        var found = Violations<UnreliableOrchestrator>();

        Findings.Are(
            [
                "GreetingByClock.Text uses System.DateTime::get_UtcNow",
                "UnreliableOrchestrator keeps a plain ILogger`1",
                "UnreliableOrchestrator.Choose uses System.Guid::NewGuid",
                "UnreliableOrchestrator.Choose uses System.Random::Next",
                "UnreliableOrchestrator.Choose uses System.Random::get_Shared",
                "UnreliableOrchestrator.Choose uses System.Security.Cryptography.RandomNumberGenerator::GetInt32",
                "UnreliableOrchestrator.Choose uses System.String::GetHashCode",
                "UnreliableOrchestrator.RunAsync takes a CancellationToken",
                "UnreliableOrchestrator.RunAsync uses Microsoft.DurableTask.TaskFailureDetails::IsCausedBy",
                "UnreliableOrchestrator.RunAsync uses Microsoft.Extensions.Configuration.IConfiguration::get_Item",
                "UnreliableOrchestrator.RunAsync uses System.Environment::get_MachineName",
                "UnreliableOrchestrator.RunAsync uses System.IO.File::ReadAllText",
                "UnreliableOrchestrator.RunAsync uses System.Threading.Tasks.Task::Run",
                "UnreliableOrchestrator.RunAsync uses the changeable static PrivacyFunctions.Tests.Architecture.Fixtures.UnreliableOrchestrator::_runs",
            ],
            found);
    }

    private static IEnumerable<string> Violations<T>() =>
        DeterminismRules.Violations(DeterminismRules.Orchestrators([Code.Fixture<T>()]), [Code.Fixtures]);
}
