using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>A person all of whose values are canaries, what becomes of their request, and the staff who deal with it, with canaries in their words.</summary>
/// <param name="number">Their number.</param>
/// <param name="http">The server as it runs now.</param>
/// <param name="mailbox">Where their mail arrives.</param>
/// <param name="secrets">Gets every token that they are given.</param>
internal sealed class CanaryPerson(int number, Func<HttpClient> http, CanaryMailbox mailbox, ConcurrentBag<string> secrets)
{
    private const int CodesToGuess = 5;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    private readonly CanaryClient _client = new(http, number);
    private readonly HashSet<string> _codes = [];
    private string _token = "";
    private bool _retried;

    public int Number => number;

    public string RequestId { get; private set; } = "";

    public CanaryFate Fate { get; } = (CanaryFate)(number % Enum.GetValues<CanaryFate>().Length);

    /// <summary>How often systems failed that have no reason to; staff then ask them again.</summary>
    public int Surprises { get; private set; }

    /// <summary>Whether nobody confirms it.</summary>
    public bool IsLeftAlone => Fate is CanaryFate.Unconfirmed or CanaryFate.Undeliverable or CanaryFate.PutOff;

    /// <summary>Whether a bundle is made.</summary>
    public bool HasBundle => Fate is CanaryFate.Copy or CanaryFate.WrongCodes or CanaryFate.Unreadable or CanaryFate.BrokenData;

    /// <summary>Whether a receipt is made.</summary>
    public bool HasReceipt => Fate is CanaryFate.Deleted or CanaryFate.PartlyApproved or CanaryFate.Undeletable or CanaryFate.UndeletableFile or CanaryFate.UnreadableDeletion;

    private string Address => Canaries.Address(number, Fate switch { CanaryFate.Undeliverable => CanaryMailbox.Refused, CanaryFate.PutOff => CanaryMailbox.Later, _ => "" });

    private string Path => "/api/requests/" + RequestId;

    private string Words => $"{Canaries.Reason}-{number}: {Canaries.FullName(number)} <{Address}> {Canaries.PhoneOf(number)}";

    private bool Deletes => Fate is CanaryFate.NotMe or CanaryFate.Denied or CanaryFate.WithdrawnInReview or CanaryFate.UnknownDeletion || HasReceipt;

    private bool Fails => Fate is CanaryFate.Unreadable or CanaryFate.UnreadableDeletion or CanaryFate.Undeletable or CanaryFate.UndeletableFile;

    /// <summary>From a call that fails and filing to the end that the request should have.</summary>
    public async Task RunAsync()
    {
        await FileAsync();
        await CanaryBadCalls.MakeAsync(_client, http, number, RequestId, _token);
        await ConfirmAsync();
        var status = IsLeftAlone ? await StatusAsync() : await FollowAsync();
        Assert.True(Ends.Contains(status), $"Person {number} ({Fate}) ended as {status}.");
    }

    /// <summary>What the person is given in the end: the bundle, which holds nobody else, or the receipt.</summary>
    public async Task<byte[]> FetchAsync()
    {
        (await _client.PostAsync($"{Path}/download-code", _token)).Expect(HttpStatusCode.Accepted);
        var code = await mailbox.CodeAsync(Address, _codes);
        if (Fate == CanaryFate.WrongCodes) (await TryCodeAsync("download-token", Wrong(code, 1))).Expect(HttpStatusCode.UnprocessableEntity);
        var token = (await TryCodeAsync("download-token", code)).Expect(HttpStatusCode.OK)["downloadToken"];
        secrets.Add(token);
        return (await _client.GetAsync($"{Path}/{(HasBundle ? "bundle" : "receipt")}", token)).Expect(HttpStatusCode.OK).Body;
    }

    /// <summary>What person and staff read about the request, which names nobody.</summary>
    public async Task<IReadOnlyList<Answer>> ReadAsync()
    {
        var answers = new List<Answer> { await _client.GetAsync(Path, _token) };
        foreach (var view in (string[])["status", "audit", "plan"]) answers.Add(await _client.StaffAsync($"requests/{RequestId}/{view}"));
        return answers;
    }

    public async Task<string> StatusAsync() => (await _client.StaffAsync($"requests/{RequestId}/status")).Expect(HttpStatusCode.OK)["status"];

    private IReadOnlyList<string> Ends => Fate switch
    {
        CanaryFate.Unconfirmed or CanaryFate.Undeliverable or CanaryFate.PutOff => ["awaiting-verification"],
        CanaryFate.Denied or CanaryFate.NotMe => ["denied"],
        CanaryFate.Withdrawn or CanaryFate.WithdrawnInReview => ["cancelled"],
        CanaryFate.PartlyApproved or CanaryFate.BrokenData => ["completed", "partially-completed"],
        _ => Fails ? ["partially-completed"] : ["completed"],
    };

    private async Task FileAsync()
    {
        var identities = new Dictionary<string, string> { ["phone_number"] = Canaries.PhoneOf(number % 2 == 0 ? number : 90_000 + number), ["customer_id"] = $"{Canaries.Claim}-{number}" };
        if (Fate == CanaryFate.ProvedByStaff) identities["phone_number"] = Canaries.PhoneOf(number);
        else identities["email"] = Address;
        var body = new { right = Deletes ? "deletion" : "access", residence = number % 2 == 0 ? "DE" : "GB", identities, name = Canaries.FullName(number), note = $"{Canaries.Note}-{number}\n{Canaries.FullName(number)}" };
        var key = $"{Canaries.Idempotency}-{number}-filing";
        var filed = (await _client.CallAsync(HttpMethod.Post, "/api/requests", null, body, key)).Expect(HttpStatusCode.Accepted);
        (RequestId, _token) = (filed["requestId"], filed["trackingToken"]);
        secrets.Add(_token);
        Assert.Equal(_token, (await _client.CallAsync(HttpMethod.Post, "/api/requests", null, body, key)).Expect(HttpStatusCode.Accepted)["trackingToken"]);
        (await _client.CallAsync(HttpMethod.Post, "/api/requests", null, body with { name = Canaries.Stray }, key)).Expect(HttpStatusCode.UnprocessableEntity);
    }

    private async Task ConfirmAsync()
    {
        switch (Fate)
        {
            case CanaryFate.ProvedByStaff:
                (await _client.StaffAsync($"requests/{RequestId}/verification", new { identities = new[] { "phone_number" }, method = $"{Canaries.Method}-{number}", reason = Words })).Expect(HttpStatusCode.OK);
                break;
            case CanaryFate.Withdrawn:
                await WithdrawAsync();
                break;
            case CanaryFate.Undeliverable or CanaryFate.PutOff:
                (await TryCodeAsync("verification", "12345678")).Expect(HttpStatusCode.UnprocessableEntity);
                break;
            case CanaryFate.Unconfirmed:
                await mailbox.CodeAsync(Address, _codes);
                break;
            default:
                await EnterCodeAsync();
                break;
        }
    }

    private async Task EnterCodeAsync()
    {
        var code = await mailbox.CodeAsync(Address, _codes);
        if (Fate == CanaryFate.WrongCodes)
        {
            for (var guess = 1; guess <= CodesToGuess; guess++) (await TryCodeAsync("verification", Wrong(code, guess))).Expect(HttpStatusCode.UnprocessableEntity);
            Assert.NotEqual(HttpStatusCode.OK, (await TryCodeAsync("verification", code)).Status);
            (await _client.PostAsync($"{Path}/verification/resend", _token)).Expect(HttpStatusCode.Accepted);
            code = await mailbox.CodeAsync(Address, _codes);
            (await TryCodeAsync("verification", Wrong(code, 1))).Expect(HttpStatusCode.UnprocessableEntity);
        }

        (await TryCodeAsync("verification", code)).Expect(HttpStatusCode.OK);
    }

    private Task<Answer> TryCodeAsync(string call, string code) => _client.PostAsync($"{Path}/{call}", _token, new { code });

    private static string Wrong(string code, int by) => ((int.Parse(code, CultureInfo.InvariantCulture) + by) % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    private async Task<string> FollowAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = await StatusAsync();
            if (status is not ("awaiting-verification" or "queued" or "in-progress" or "awaiting-review")) return status;
            Assert.False(patience.IsCancellationRequested, $"Person {number} ({Fate}) is still {status}.");
            if (status == "awaiting-review") await AnswerAsync();
            await Task.Delay(Pause);
        }
    }

    // What is asked may have changed by the time that it is answered: then it is asked again.
    private async Task AnswerAsync()
    {
        var waiting = (await _client.StaffAsync($"requests/{RequestId}")).Expect(HttpStatusCode.OK).Json;
        if (!waiting.TryGetProperty("question", out var question) || question.ValueKind != JsonValueKind.Object || question.GetProperty("answered").GetBoolean()) return;
        if (Fate == CanaryFate.WithdrawnInReview) await WithdrawAsync();
        else if (question.GetProperty("expects").GetString() == "retry-or-skip") await DecideSystemsAsync(question);
        else await DecidePlanAsync(question);
    }

    private async Task DecideSystemsAsync(JsonElement question)
    {
        if (!Fails) Surprises++;
        var again = !Fails || (Fate == CanaryFate.UnreadableDeletion && !_retried);
        _retried = true;
        var datasets = question.GetProperty("datasets").EnumerateArray().Select(dataset => dataset.GetString()).ToArray();
        await SayAsync(again ? "retry" : "skip", new { datasets, reason = Words });
    }

    private async Task DecidePlanAsync(JsonElement question)
    {
        var planHash = question.GetProperty("planHash").GetString();
        if (Fate == CanaryFate.NotMe && question.GetProperty("code").GetString() != "not-me") await ObjectAsync();
        else if (Fate is CanaryFate.NotMe or CanaryFate.Denied) await SayAsync("decision", new { decision = "deny", ground = "legal-claims", reason = Words, planHash });
        else if (Fate == CanaryFate.PartlyApproved)
            await SayAsync("decision", new { decision = "partially-approve", ground = "legal-claims", reason = Words, excludeDatasets = new[] { "files" }, planHash });
        else await SayAsync("decision", new { decision = "approve", reason = Words, planHash });
    }

    private async Task SayAsync(string call, object body)
    {
        var answer = await _client.StaffAsync($"requests/{RequestId}/{call}", body);
        if (answer.Status != HttpStatusCode.Conflict) answer.Expect(HttpStatusCode.OK);
    }

    private async Task ObjectAsync()
    {
        var link = await mailbox.NotMeAsync(Address);
        var at = link.IndexOf('?', StringComparison.Ordinal);
        secrets.Add(link[(at + "?token=".Length)..]);
        (await _client.CallAsync(HttpMethod.Get, link, null, null)).Expect(HttpStatusCode.OK);
        (await _client.CallAsync(HttpMethod.Post, link[..at], null, link[(at + 1)..], type: "application/x-www-form-urlencoded")).Expect(HttpStatusCode.OK);
    }

    // A second try after a death finds it withdrawn.
    private async Task WithdrawAsync() => Assert.True((await _client.CallAsync(HttpMethod.Delete, Path, _token, null)).Status is HttpStatusCode.OK or HttpStatusCode.Conflict);
}
