using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CsCheck;
using PrivacyFunctions.EndToEnd.Access;
using PrivacyFunctions.EndToEnd.Running;

namespace PrivacyFunctions.EndToEnd.BadInput;

/// <summary>Calls that nobody should make: each is answered with what is wrong, and the server lives on.</summary>
[Collection(SmallOrganisationTests.Name)]
public sealed class BadCallsTests(SmallOrganisation organisation)
{
    private const string Filing = "/api/requests";

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", "\"", ":", ",", "\\u", "\\", "right", "access", "identities", "email", "a@b.example", "null", "1e999", "-", "\0", "é", "\ud83d\ude00", " ",
    ];

    public static TheoryData<string> NotJson =>
    [
        "", " ", "{", "{\"right\":", "[]", "null", "\"access\"", "42", "{} {}", "{'right':'access'}", "{\"right\":\"access\",}", "// no\n{}", "\ufeff{", "<right/>",
        "{\"right\":\"access\",\"identities\":" + Nested("[", "]") + "}", Nested("{\"a\":", "}"), "{\"right\":\"acc\u0000ess\"}",
    ];

    [Theory]
    [MemberData(nameof(NotJson))]
    public async Task What_is_not_a_JSON_object_is_refused(string body) =>
        (await PostAsync(Encoding.UTF8.GetBytes(body))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");

    [Theory]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example"},"colour":"red"}""", "colour")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example"},"Right":"access"}""", "Right")]
    [InlineData("""{"right":5,"identities":[],"name":{},"residence":[],"note":7,"categories":"user","relationship":true}""", "right", "identities", "name", "residence", "note", "categories", "relationship")]
    [InlineData("""{"right":"everything"}""", "right", "identities")]
    [InlineData("""{"right":"access","right":"access","identities":{"email":"a@b.example"}}""", "right")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example","email":"c@d.example"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{}}""", "identities")]
    [InlineData("""{"right":"access","identities":null}""", "identities")]
    [InlineData("""{"right":"access","identities":{"email":5}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":{"$ne":""}}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":["a@b.example"]}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":""}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"   "}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"%"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"*"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"_"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"%@%"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"phone_number":"%"}}""", "identities.phone_number")]
    [InlineData("""{"right":"access","identities":{"phone_number":"*"}}""", "identities.phone_number")]
    [InlineData("""{"right":"access","identities":{"phone_number":"_"}}""", "identities.phone_number")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example","phone_number":""}}""", "identities.phone_number")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example\r\nBcc: all@b.example"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example, c@d.example"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"\ud800@b.example"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"email":"a\u0000@b.example"}}""", "identities.email")]
    [InlineData("""{"right":"access","identities":{"favourite_colour":"red"}}""", "identities.favourite_colour")]
    [InlineData("""{"right":"access","identities":{"email":"a@b.example"},"residence":"Atlantis","categories":["%"]}""", "residence", "categories[0]")]
    public async Task Every_wrong_field_is_named_at_once(string body, params string[] fields)
    {
        var answer = (await PostAsync(Encoding.UTF8.GetBytes(body))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");

        var named = answer.Json.GetProperty("errors").EnumerateObject().ToList();
        Assert.Equal(fields.Order(StringComparer.Ordinal), named.Select(field => field.Name).Order(StringComparer.Ordinal));
        Assert.All(named, field => Assert.NotEqual(0, field.Value.GetArrayLength()));
    }

    [Fact]
    public async Task An_identity_has_at_most_320_characters()
    {
        (await PostAsync(Identity("phone_number", new string('7', 321)))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await PostAsync(Identity("phone_number", new string('7', 320)))).Expect(HttpStatusCode.Accepted);
        (await PostAsync(Identity("email", new string('a', 321) + "@b.example"))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");

        static byte[] Identity(string name, string value) => Encoding.UTF8.GetBytes($$$"""{"right":"access","identities":{"{{{name}}}":"{{{value}}}"}}""");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        byte[] body = [.. "{\"right\":\"access\",\"identities\":{\"email\":\"a"u8, 0xFF, 0xC0, .. "@b.example\"}}"u8];

        (await PostAsync(body)).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task More_than_64_KiB_are_refused_whether_announced_or_not(bool announced)
    {
        var answer = await PostAsync(Encoding.UTF8.GetBytes("{\"right\":\"" + new string('x', 64 * 1024) + "\"}"), request => request.Headers.TransferEncodingChunked = !announced);

        answer.ExpectProblem(HttpStatusCode.RequestEntityTooLarge, "too-large");
    }

    [Theory]
    [InlineData("correction", "self", "right-unsupported")]
    [InlineData("access", "parent", "relationship-unsupported")]
    public async Task What_is_not_built_yet_is_refused_with_whom_to_ask(string right, string relationship, string type)
    {
        var body = Encoding.UTF8.GetBytes($$$"""{"right":"{{{right}}}","relationship":"{{{relationship}}}","identities":{"email":"a@b.example"}}""");

        var answer = (await PostAsync(body)).ExpectProblem(HttpStatusCode.UnprocessableEntity, type);

        Assert.Contains("privacy@localhost", answer.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_are_checked_too()
    {
        var body = """{"right":"access","identities":{"email":"a@b.example"}}"""u8.ToArray();
        (await PostAsync(body, request => request.Content!.Headers.ContentType = new MediaTypeHeaderValue("text/plain"))).ExpectProblem(HttpStatusCode.UnsupportedMediaType, "unsupported-media-type");
        (await PostAsync(body, request => request.Headers.Add("Idempotency-Key", "short"))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        (await PostAsync(body, request => request.Headers.Add("Idempotency-Key", new string('k', 256)))).ExpectProblem(HttpStatusCode.BadRequest, "invalid-input");
        var key = Guid.NewGuid().ToString();
        var first = (await PostAsync(body, Keyed)).Expect(HttpStatusCode.Accepted);
        var again = (await PostAsync(body, Keyed)).Expect(HttpStatusCode.Accepted);
        Assert.Equal(first["requestId"], again["requestId"]);
        Assert.Equal(first["trackingToken"], again["trackingToken"]);
        (await PostAsync("""{"right":"access","identities":{"email":"c@d.example"}}"""u8.ToArray(), Keyed)).ExpectProblem(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");

        void Keyed(HttpRequestMessage request) => request.Headers.Add("Idempotency-Key", key);
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("..%2f..%2fetc%2fpasswd")]
    [InlineData("'%20OR%201=1--")]
    [InlineData("%f0%9f%98%80")]
    [InlineData("%ff%fe")]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task An_id_that_is_none_is_not_found(string id)
    {
        foreach (var path in new[] { "", "/bundle" })
        {
            var answer = await organisation.Server.Http.CallAsync(HttpMethod.Get, $"/api/requests/{id}{path}", organisation.Anna.TrackingToken);
            Assert.True(answer.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{answer.Status}");
        }

        var staff = await organisation.Server.Staff.GetAsync($"requests/{id}/status");
        Assert.True(staff.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest, $"{staff.Status}");
    }

    [Theory]
    [InlineData("""{"code":12345678}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"code":""}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"kode":"12345678"}""", HttpStatusCode.BadRequest)]
    [InlineData("""{"code":"%"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"code":"１２３４５６７８"}""", HttpStatusCode.UnprocessableEntity)]
    [InlineData("""{"code":"' OR 1=1"}""", HttpStatusCode.UnprocessableEntity)]
    public async Task A_code_that_is_none_does_not_verify(string body, HttpStatusCode expected)
    {
        var filed = (await PostAsync("""{"right":"access","identities":{"email":"codes@b.example"}}"""u8.ToArray())).Expect(HttpStatusCode.Accepted);

        var answer = await organisation.Server.Http.CallAsync(
            HttpMethod.Post, $"{Filing}/{filed["requestId"]}/verification", filed["trackingToken"], new StringContent(body, Encoding.UTF8, "application/json"));

        Assert.True(answer.Status == expected || answer.Status is HttpStatusCode.BadRequest, $"{answer.Status} {Encoding.UTF8.GetString(answer.Body)}");
        Assert.Equal("application/problem+json", answer.Message.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Whatever_bytes_arrive_the_answer_is_never_an_internal_error()
    {
        var pieces = Gen.Int[0, Pieces.Length - 1].Select(i => Pieces[i]).Array[0, 40].Select(parts => Encoding.UTF8.GetBytes(string.Concat(parts)));
        var bodies = Gen.OneOf(Gen.Byte.Array[0, 200], pieces);

        await bodies.SampleAsync(async body =>
        {
            var answer = await PostAsync(body);
            return answer.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity;
        }, iter: 300, threads: 1);

        (await organisation.Server.Http.CallAsync(HttpMethod.Get, "/api/health")).Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(organisation.Server.Log, line => line.Contains(" error ", StringComparison.Ordinal));
    }

    private static string Nested(string open, string close) => string.Concat(Enumerable.Repeat(open, 5000)) + "1" + string.Concat(Enumerable.Repeat(close, 5000));

    private Task<Answer> PostAsync(byte[] body, Action<HttpRequestMessage>? adjust = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return organisation.Server.Http.CallAsync(HttpMethod.Post, Filing, body: content, adjust: adjust);
    }
}
