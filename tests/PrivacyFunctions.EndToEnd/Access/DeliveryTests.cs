using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.Access;

/// <summary>Proof, download and withdrawal over HTTP.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed class DeliveryTests(SmallOrganisation organisation)
{
    private static readonly object WrongCode = new { code = "00000000" };

    [Fact]
    public async Task A_download_is_an_attachment_that_nobody_stores_and_can_be_continued()
    {
        var token = await organisation.Anna.DownloadTokenAsync();
        var whole = (await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle", token: token)).Expect(HttpStatusCode.OK);
        var part = (await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle", token: token, adjust: request => request.Headers.Range = new RangeHeaderValue(5000, 9000)))
            .Expect(HttpStatusCode.PartialContent);
        var end = (await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle", token: token, adjust: request => request.Headers.Range = new RangeHeaderValue(null, 100)))
            .Expect(HttpStatusCode.PartialContent);
        var beyond = await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle", token: token, adjust: request => request.Headers.Range = new RangeHeaderValue(9_999_999, null));
        var head = (await organisation.Anna.CallAsync(HttpMethod.Head, "/bundle", token: token)).Expect(HttpStatusCode.OK);

        Assert.Equal("attachment", whole.Message.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Equal("application/zip", whole.Message.Content.Headers.ContentType?.MediaType);
        Assert.True(whole.Message.Headers.CacheControl?.NoStore);
        Assert.Equal("nosniff", Assert.Single(whole.Message.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(organisation.AnnasBundle.Zip, whole.Body);
        Assert.Equal(whole.Body[5000..9001], part.Body);
        Assert.Equal(whole.Body[^100..], end.Body);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.Status);
        Assert.Empty(head.Body);
        Assert.Equal(whole.Body.Length, head.Message.Content.Headers.ContentLength);
        var offered = (await organisation.Anna.ReadAsync()).Json.GetProperty("bundles")[0];
        Assert.Equal(whole.Body.Length, offered.GetProperty("sizeBytes").GetInt64());
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(whole.Body)), offered.GetProperty("sha256").GetString());
    }

    [Fact]
    public async Task No_token_opens_what_it_is_not_for()
    {
        var download = await organisation.Anna.DownloadTokenAsync();
        var answers = new[]
        {
            await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle"),
            await organisation.Anna.CallAsync(HttpMethod.Get, "/bundle", token: organisation.Ben.TrackingToken),
            await organisation.Ben.CallAsync(HttpMethod.Get, "/bundle", token: download),
            await organisation.Anna.CallAsync(HttpMethod.Get, token: download),
            await organisation.Anna.CallAsync(HttpMethod.Get, token: organisation.Ben.TrackingToken),
            await organisation.Anna.CallAsync(HttpMethod.Post, "/download-code", token: download),
            await organisation.Anna.CallAsync(HttpMethod.Delete, token: organisation.Ben.TrackingToken),
            await organisation.Server.Http.CallAsync(HttpMethod.Get, $"/api/requests/{organisation.Anna.RequestId}"),
            await organisation.Server.Http.CallAsync(HttpMethod.Get, $"/api/requests/{new string('a', 26)}", organisation.Anna.TrackingToken),
        };

        Assert.All(answers, answer => answer.ExpectProblem(HttpStatusCode.NotFound, "not-found"));
    }

    [Fact]
    public async Task A_download_code_works_once()
    {
        (await organisation.Anna.CallAsync(HttpMethod.Post, "/download-code")).Expect(HttpStatusCode.Accepted);
        var code = await organisation.Server.Outbox.NextCodeAsync(SmallOrganisation.AnnasAddress);
        (await organisation.Anna.CallAsync(HttpMethod.Post, "/download-token", new { code })).Expect(HttpStatusCode.OK);

        var again = await organisation.Anna.CallAsync(HttpMethod.Post, "/download-token", new { code });

        Assert.True(again.Status is HttpStatusCode.Gone or HttpStatusCode.UnprocessableEntity, $"{again.Status}");
    }

    [Fact]
    public async Task Nothing_can_be_fetched_before_it_is_there_and_a_withdrawn_request_stays_withdrawn()
    {
        var person = await Requester.FileAsync(organisation.Server, "early@elsewhere.example");
        var filed = await person.ReadAsync();
        Assert.False(filed.Json.TryGetProperty("withheld", out _));
        Assert.False(filed.Json.TryGetProperty("bundles", out _));
        (await person.CallAsync(HttpMethod.Post, "/download-code")).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");

        var cancelled = await person.CallAsync(HttpMethod.Delete);

        Assert.True((int)cancelled.Status is >= 200 and < 300, $"{cancelled.Status}");
        var view = await person.ReadAsync();
        Assert.Equal("cancelled", view["status"]);
        Assert.Equal("withdrawn", view["outcome"]);
        (await person.CallAsync(HttpMethod.Delete)).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");
        (await person.CallAsync(HttpMethod.Post, "/verification", WrongCode)).ExpectProblem(HttpStatusCode.Conflict, "wrong-state");
    }

    [Fact]
    public async Task Five_wrong_codes_and_the_right_one_is_dead_too()
    {
        var person = await Requester.FileAsync(organisation.Server, "clumsy@elsewhere.example");
        var code = await organisation.Server.Outbox.NextCodeAsync("clumsy@elsewhere.example");
        var wrong = new { code = code == "11111111" ? "22222222" : "11111111" };
        for (var left = 4; left >= 1; left--)
        {
            var answer = (await person.CallAsync(HttpMethod.Post, "/verification", wrong)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "wrong-code");
            Assert.Equal(left, answer.Json.GetProperty("remainingAttempts").GetInt32());
        }

        await person.CallAsync(HttpMethod.Post, "/verification", wrong);

        (await person.CallAsync(HttpMethod.Post, "/verification", new { code })).ExpectProblem(HttpStatusCode.Gone, "code-dead");
        (await person.CallAsync(HttpMethod.Post, "/verification/resend")).Expect(HttpStatusCode.Accepted);
        await person.VerifyAsync();
    }

    [Fact]
    public async Task Filing_says_the_same_about_everybody()
    {
        var known = await FileAsync(SmallOrganisation.AnnasAddress);
        var unknown = await FileAsync("anne@harbours.example");

        Assert.Equal(known.Json.EnumerateObject().Select(property => property.Name), unknown.Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal("awaiting-verification", known["status"]);
        Assert.Equal("awaiting-verification", unknown["status"]);
        Assert.Equal($"/api/requests/{known["requestId"]}", new Uri(organisation.Server.Http.BaseAddress!, known.Message.Headers.Location!).AbsolutePath);
        Assert.DoesNotContain(SmallOrganisation.AnnasAddress, known.Json.GetRawText(), StringComparison.Ordinal);
        await organisation.Server.Outbox.NextCodeAsync(SmallOrganisation.AnnasAddress);

        async Task<Answer> FileAsync(string email) =>
            (await organisation.Server.Http.CallAsync(HttpMethod.Post, "/api/requests", body: new { right = "access", identities = new { email } })).Expect(HttpStatusCode.Accepted);
    }
}
