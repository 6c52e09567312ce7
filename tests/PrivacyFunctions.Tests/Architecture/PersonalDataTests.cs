using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Tests.Architecture.Fixtures;

namespace PrivacyFunctions.Tests.Architecture;

public sealed class PersonalDataTests
{
    [Fact]
    public void Only_ids_counts_codes_and_references_pass_through_the_durable_runtime() =>
        Findings.None(PersonalDataRules.Violations(Code.Product.Types()));

    [Fact]
    public void An_activity_of_ids_and_counts_inside_the_boundary_passes() =>
        Findings.None(PersonalDataRules.Violations([Code.Fixture<CleanActivity>()]));

    [Fact]
    public void Personal_data_in_inputs_outputs_and_events_is_found_and_so_is_an_activity_without_the_boundary() =>
        Findings.Are(
            [
                "TellingActivity.RunAsync can let out more than an ActivityFault",
                "TellingActivity.RunAsync: Object is not on the list of what may be stored in clear",
                "TellingActivity.RunAsync: Personal.Value sounds like personal data",
                "TellingActivity.RunAsync: StepInput.CustomerEmail sounds like personal data",
                "TellingOrchestrator.RunAsync: Personal.Value sounds like personal data",
                "TellingOrchestrator.RunAsync: StepInput.CustomerEmail sounds like personal data",
                "TellingOrchestrator.RunAsync: Stream is not on the list of what may be stored in clear",
            ],
            PersonalDataRules.Violations([Code.Fixture<TellingActivity>(), Code.Fixture<TellingOrchestrator>()])
                .Where(violation => !violation.Contains("PartyDocument", StringComparison.Ordinal)));

    [Fact]
    public void Everything_that_the_durable_runtime_can_write_is_plain() =>
        Findings.None(PersonalDataRules.SerializedViolations(Code.Product.GetType(typeof(WorkJson).FullName)));

    [Fact]
    public void A_type_with_personal_data_among_what_can_be_written_is_found() =>
        Findings.Are(
            ["StepInput: StepInput.CustomerEmail sounds like personal data"],
            PersonalDataRules.SerializedViolations(Code.Fixture<TellingJson>()));

    [Fact]
    public void No_log_template_writes_a_whole_object() =>
        Findings.None(PersonalDataRules.DestructuringTemplates(Code.Sources.SelectMany(module => module.Types())));

    [Fact]
    public void A_log_template_that_writes_a_whole_object_is_found() =>
        Assert.Contains(
            """TellingLog.Write writes "Got {@Input}" """.TrimEnd(),
            PersonalDataRules.DestructuringTemplates(Code.WithNested(Code.Fixture<TellingLog>())));
}
