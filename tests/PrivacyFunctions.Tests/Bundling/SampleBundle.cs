using PrivacyFunctions.Bundling;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Requests;
using static PrivacyFunctions.Tests.Bundling.BundleFixture;

namespace PrivacyFunctions.Tests.Bundling;

/// <summary>A bundle with something of everything.</summary>
internal static class SampleBundle
{
    private static readonly byte[] Picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");

    public static async Task<BundleContents> StageAsync(BundleFixture fixture, bool complete = true)
    {
        await fixture.StageAsync(
            "portal", "person", ["id", "name", "email", "phone", "role", "newsletter", "address", "createdAt", "lastLogin"],
            [Row(
                ("id", 4711), ("name", "Ada Example"), ("email", "ada@example.org"), ("phone", "+49 30 1234567"), ("role", "Head of operations"),
                ("newsletter", true), ("address", new { street = "Lindenstraße 5", city = "Berlin", tags = new[] { "office", "billing" } }),
                ("createdAt", "2021-04-09T10:12:33Z"), ("lastLogin", null))],
            "user.contact");
        fixture.Describe(collection => collection with { Description = "Your account in the client portal." });
        await fixture.StageAsync(
            "ticketing", "ticket", ["number", "subject", "status", "priority", "opened_at", "minutes"],
            Enumerable.Range(1, 260).Select(n => Row(
                ("number", $"T-{10_000 + n}"), ("subject", Subjects[n % Subjects.Length]), ("status", n % 3 == 0 ? "open" : "solved"),
                ("priority", n % 5), ("opened_at", $"2025-{(n % 12) + 1:00}-{(n % 28) + 1:00} 09:{n % 60:00}:00"), ("minutes", n * 7.25m))),
            "user.support");
        fixture.Describe(collection => collection with
        {
            Fields = [.. collection.Fields.Select(field => field with { Description = field.Name == "minutes" ? "Time our technicians spent, in minutes." : null })],
        });
        await fixture.StageAsync(
            "ticketing", "upload", ["file_name", "content", "uploaded_at"],
            [
                Row(("file_name", "screenshot.png"), ("content", Picture), ("uploaded_at", "2025-06-01T12:00:00Z")),
                Row(("file_name", "trace.log"), ("content", new byte[40_000]), ("uploaded_at", "2025-06-02T12:00:00Z")),
            ],
            "user.support");
        await fixture.StageAsync(
            "website", "visit", ["ip", "browser", "pages", "at"],
            Enumerable.Range(1, 12).Select(n => Row(
                ("ip", "192.0.2.17"), ("browser", "Firefox 142"), ("pages", new[] { "/", "/pricing", "/contact" }), ("at", $"2025-11-{n:00}T08:00:00+01:00"))),
            "user.device");
        await fixture.StageAsync(
            "assistant", "turn", ["speaker", "text", "said_at"],
            [
                Row(("speaker", "you"), ("text", "My printer says \"PC LOAD LETTER\".\nWhat does that mean?"), ("said_at", "2025-12-01T10:00:00Z")),
                Row(("speaker", "assistant"), ("text", string.Join(' ', Enumerable.Repeat("Put paper in the tray.", 60))), ("said_at", "2025-12-01T10:00:04Z")),
                Row(("speaker", "you"), ("text", "Danke, das hilft 👍"), ("said_at", "2025-12-01T10:01:00Z")),
                Row(("speaker", "assistant"), ("text", "Gern."), ("said_at", "2025-12-01T10:01:02Z")),
            ],
            "user.assistant");
        await fixture.StageAsync("newsletter", "subscription", ["email"], [], "user.contact");
        return fixture.Contents(
            new BundleSystem("portal", "Client portal", SystemState.Done, 1),
            new BundleSystem("ticketing", "Ticketing", SystemState.Done, 262),
            new BundleSystem("website", "Website telemetry", SystemState.Done, 12),
            new BundleSystem("assistant", "AI assistant", SystemState.Done, 4),
            new BundleSystem("newsletter", "Newsletter", SystemState.Done, 0),
            new BundleSystem("billing", "Billing", complete ? SystemState.Done : SystemState.Failed, 0)) with
        {
            Withheld =
            [
                new WithheldItem("portal.credential", 1, "security", "Passwords and other secrets are never exported."),
                new WithheldItem("monitoring.device", 3, "processor", "We look after these devices on behalf of your employer. Please ask them."),
            ],
            UnusedIdentities = ["cookie_id"],
            Processing =
            [
                new ProcessingRecord
                {
                    Key = "ticketing",
                    Name = "Ticketing",
                    Description = "Service requests and how they were solved.",
                    Datasets = ["ticketing"],
                    Contact = new ProcessingContact("Service desk", null, null, null, null, null),
                    Purposes =
                    [
                        new ProcessingPurpose
                        {
                            Name = "Answer and solve service requests",
                            Use = "essential.service",
                            LegalBasis = "Contract",
                            Categories = ["user.support", "user.contact"],
                            ThirdParties = "Ticketing platform Deskworks, as our processor",
                            Retention = "3 years after the ticket is solved",
                        },
                    ],
                    InternationalTransfers = true,
                    Safeguards = ["Standard contractual clauses"],
                },
                new ProcessingRecord
                {
                    Key = "website",
                    Name = "Website telemetry",
                    Purposes = [new ProcessingPurpose { Use = "essential.service.security", Name = "Keep the website secure", LegalBasis = "Legitimate interests", Retention = "90 days" }],
                    Sources = ["Your browser"],
                },
            ],
            Remedies =
            [
                new BundleRemedy("Correction", "If something is wrong, ask us to correct it (Art. 16 GDPR)."),
                new BundleRemedy("Deletion", "You may ask us to delete your data (Art. 17 GDPR)."),
                new BundleRemedy("Complaint", "You may complain to a data protection authority, for example where you live or work (Art. 77 GDPR)."),
            ],
        };
    }

    private static readonly string[] Subjects =
        ["Printer offline again", "VPN drops every hour", "New laptop for a colleague", "=HYPERLINK(\"http://evil.example\",\"click\")", "<b>Bold</b> & \"quoted\" subject"];
}
