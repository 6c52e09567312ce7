using Mono.Cecil;
using PrivacyFunctions.Tests.Architecture.Fixtures;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class StateTests
{
    [Fact]
    public void Nothing_static_can_change() => Findings.None(StateRules.Violations(Code.Sources.SelectMany(module => module.Types())));

    [Fact]
    public void Static_state_is_found() =>
        Findings.Are(
            [
                "PrivacyFunctions.Tests.Architecture.Fixtures.StaticState::Cache is static and holds a collection that can change",
                "PrivacyFunctions.Tests.Architecture.Fixtures.StaticState::Limit is static and can be set",
                "PrivacyFunctions.Tests.Architecture.Fixtures.StaticState::Shown is static and shows an array that can change",
                "PrivacyFunctions.Tests.Architecture.Fixtures.StaticState::_count is static and can change",
            ],
            StateRules.Violations([Code.Fixture<StaticState>()]));

    [Fact]
    public void Whatever_runs_asynchronously_can_be_cancelled() =>
        Findings.None(CancellationRules.Violations([.. Code.Sources.SelectMany(module => module.Types())], Code.Sources));

    [Fact]
    public void Asynchronous_code_without_a_token_is_found() =>
        Findings.Are(
            [
                "PrivacyFunctions.Tests.Architecture.Fixtures.Asynchronous::ListAsync takes no CancellationToken",
                "PrivacyFunctions.Tests.Architecture.Fixtures.Asynchronous::ReadAsync takes no CancellationToken",
                "PrivacyFunctions.Tests.Architecture.Fixtures.IAsynchronous::SendForeverAsync takes no CancellationToken",
            ],
            CancellationRules.Violations(
                [Code.Fixture<Asynchronous>(), Code.Fixture<IAsynchronous>(), Code.Fixture<DeterministicOrchestrator>()], [Code.Fixtures]));

    [Fact]
    public void Time_comes_from_the_time_provider_only() =>
        Findings.None(TimeRules.Violations(Code.Sources.SelectMany(module => module.Types()), IsComposition));

    [Fact]
    public void A_clock_or_a_wait_of_its_own_is_found() =>
        Findings.Are(
            [
                "ClockUser.Now uses System.DateTimeOffset::get_UtcNow",
                "ClockUser.WaitAsync uses System.Threading.CancellationTokenSource::.ctor",
                "ClockUser.WaitAsync uses System.Threading.Tasks.Task::Delay",
            ],
            TimeRules.Violations(Code.WithNested(Code.Fixture<ClockUser>()), _ => false));

    // Options carry the clock with the real one as default; commands and registrations hand it to everything else.
    private static bool IsComposition(TypeDefinition type) =>
        type.Name.EndsWith("Options", StringComparison.Ordinal)
        || type.Name.EndsWith("Registration", StringComparison.Ordinal)
        || type.Namespace.StartsWith("PrivacyFunctions.Local.Commands", StringComparison.Ordinal);
}
