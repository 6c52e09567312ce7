using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Systems;

namespace PrivacyFunctions.Local.Commands.Map;

/// <summary><c>privacy map plan</c>: exactly what a request would do, without reading anybody's data.</summary>
internal static class MapPlanCommand
{
    private const string Email = "email";
    private static readonly string[] Rights = ["access", "portability", "deletion", "correction", "restriction", "objection"];

    public static Verb Create(Terminal terminal)
    {
        var map = CommonOptions.Map();
        var right = new Option<string>("--right") { HelpName = "R", Description = $"The right that is exercised: {string.Join(", ", Rights)}.", Required = true };
        right.AcceptOnlyFromAmong(Rights);
        var identities = new Option<string[]>("--identity")
        {
            HelpName = "K=V",
            Description = "An identity as in a request, such as email=anna@example.com; repeat it for more. Values are not looked up.",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        identities.Validators.Add(RequirePairs);
        var json = CommonOptions.Json();
        var verb = new Verb("plan", "Prints the plan of a request: collections, order, statements, what each rule decides, where the search stops. Reads no personal data.")
        {
            Examples =
            [
                "privacy map plan --map ./map --right access --identity email=anna@example.com",
                "privacy map plan --map ./map --right deletion --identity email=anna@example.com phone_number=+49301234 --json",
            ],
        };
        verb.Options.Add(map);
        verb.Options.Add(right);
        verb.Options.Add(identities);
        verb.Options.Add(json);
        verb.SetAction((parsed, cancellation) => RunAsync(
            terminal,
            parsed.GetRequiredValue(map),
            Question(parsed.GetRequiredValue(right), parsed.GetRequiredValue(identities)),
            parsed.GetValue(json),
            cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(Terminal terminal, string folder, PlanQuestion question, bool json, CancellationToken cancellation)
    {
        var reading = await MapFolder.ReadAsync(folder, cancellation);
        if (reading.Map is not { } map)
        {
            foreach (var problem in reading.Problems) await terminal.Error.WriteLineAsync(OneLine.Of(problem.ToString()));
            throw new CommandFailure($"The data map in {folder} cannot be read: correct the places named above.");
        }

        await using var workbench = new MapWorkbench();
        await using var systems = workbench.Connect(map);
        var catalogues = await terminal.WorkAsync("Asking the connected systems", !json, () => systems.CataloguesAsync(cancellation));
        var plan = PlanStatements.Explain(PlanBuilder.Build(map, catalogues, question), systems, catalogues);
        if (json) await terminal.Out.WriteLineAsync(JsonSerializer.Serialize(plan, PlanJson.Default.Plan));
        else new PlanText(terminal.Out).Write(plan);
        foreach (var dataset in map.Datasets.Select(dataset => dataset.Key).Where(dataset => !catalogues.ContainsKey(dataset)))
            await terminal.Error.WriteLineAsync($"{OneLine.Of(dataset)} was not reached, so its part of the plan follows the map alone; 'privacy map check' says why.");
        return ExitCode.Done;
    }

    // The code goes to the e-mail address and proves it; without one, staff verify what is given.
    private static PlanQuestion Question(string right, string[] identities)
    {
        var names = identities.Select(identity => identity[..identity.IndexOf('=', StringComparison.Ordinal)]).Distinct(StringComparer.Ordinal).ToList();
        return new PlanQuestion
        {
            Right = right,
            GivenIdentities = names,
            ProvedIdentities = names.Contains(Email) ? [Email] : names,
        };
    }

    private static void RequirePairs(OptionResult option)
    {
        if (option.Tokens.Any(token => token.Value.IndexOf('=', StringComparison.Ordinal) is <= 0 || token.Value.EndsWith('=')))
            option.AddError("'--identity' takes NAME=VALUE, for example email=anna@example.com.");
    }
}
