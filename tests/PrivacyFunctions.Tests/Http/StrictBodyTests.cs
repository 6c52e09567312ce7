using System.Net.Http.Headers;
using System.Text;
using CsCheck;

namespace PrivacyFunctions.Tests.Http;

/// <summary>Whatever is sent: a clear error or a filed request, never a crash.</summary>
public sealed class StrictBodyTests(ApiServer server) : IClassFixture<ApiServer>
{
    private const string Good = """{"right":"access","identities":{"email":"ann@example.org","customer_id":"7"},"residence":"US-CA","name":"Ann","note":"é\n"}""";

    public static TheoryData<string, string[]> WrongFields => new()
    {
        { """{}""", ["identities", "right"] },
        { """{"right":null,"identities":null}""", ["identities", "right"] },
        { """{"right":7,"identities":[],"name":{},"residence":true,"note":[1]}""", ["identities", "name", "note", "residence", "right"] },
        { """{"right":"ACCESS","identities":{}}""", ["identities", "right"] },
        { """{"right":"access","identities":{"email":"ann@example.org"},"zzz":1,"Right":"access"}""", ["Right", "zzz"] },
        { """{"right":"access","right":"access","identities":{"email":"ann@example.org","email":"bob@example.org"}}""", ["identities.email", "right"] },
        { """{"right":"access","identities":{"email":"ann","shoe_size":"44","customer_id":"  ","ip_address":5}}""", ["identities.customer_id", "identities.email", "identities.ip_address", "identities.shoe_size"] },
        { """{"right":"access","identities":{"email":"*"}}""", ["identities.email"] },
        { """{"right":"deletion","identities":{"email":"ann@example.org"},"categories":["user.contact"]}""", ["categories"] },
        { """{"right":"access","identities":{"email":"back\\slash@example.org"}}""", ["identities.email"] },
        { """{"right":"access","identities":{"email":"ann;bob@example.org"}}""", ["identities.email"] },
        { """{"right":"access","identities":{"customer_id":"%"}}""", ["identities.customer_id"] },
        { """{"right":"access","identities":{"customer_id":"a\u0000b"}}""", ["identities.customer_id"] },
        { """{"right":"access","identities":{"customer_id":"\ud800"}}""", ["identities.customer_id"] },
        { """{"right":"access","identities":{"email":"ann@example.org\r\nBcc: eve@example.net"}}""", ["identities.email"] },
        { """{"right":"access","identities":{"email":"ann@example.org"},"residence":"Germany"}""", ["residence"] },
        { """{"right":"access","identities":{"email":"ann@example.org"},"categories":["user","drop table"],"corrections":{},"agent":"x"}""", ["agent", "categories[1]", "corrections"] },
        { """{"right":"access","identities":{"email":"ann@example.org"},"relationship":"cousin"}""", ["relationship"] },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Every_wrong_field_is_named_at_once(string body, string[] fields)
    {
        var reply = await server.PostAsync("/api/requests", body);
        Assert.Equal(400, reply.Status);
        Assert.Equal("application/problem+json", reply.MediaType);
        Assert.Equal("invalid-input", reply.Problem);
        Assert.Equal(fields.Order(StringComparer.Ordinal), reply.WrongFields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"access\"")]
    [InlineData("{\"right\":\"access\"")]
    [InlineData("{\"right\":\"access\",}")]
    [InlineData("{'right':'access'}")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{}}}}}}}}}")]
    public async Task What_is_no_JSON_object_is_refused(string body)
    {
        var reply = await server.PostAsync("/api/requests", body);
        Assert.Equal(400, reply.Status);
        Assert.Contains("body", reply.WrongFields);
    }

    [Fact]
    public async Task Invalid_UTF_8_is_refused()
    {
        var bytes = Encoding.UTF8.GetBytes(Good);
        bytes[Good.IndexOf("Ann", StringComparison.Ordinal)] = 0xff;
        Assert.Equal(400, (await SendAsync(bytes)).Status);
    }

    [Theory]
    [InlineData(64 * 1024, 400)]
    [InlineData(64 * 1024 + 1, 413)]
    [InlineData(3 * 1024 * 1024, 413)]
    public async Task A_body_has_at_most_64_KiB(int length, int status)
    {
        var body = Encoding.UTF8.GetBytes(new string(' ', length));
        Assert.Equal(status, (await SendAsync(body)).Status);
        Assert.Equal(status, (await SendAsync(body, chunked: true)).Status);
    }

    [Fact]
    public async Task Only_JSON_is_taken()
    {
        Assert.Equal(415, (await SendAsync(Encoding.UTF8.GetBytes(Good), type: "text/plain")).Status);
        Assert.Equal(202, (await SendAsync(Encoding.UTF8.GetBytes(Good), type: "application/json;charset=utf-8")).Status);
        Assert.Equal(202, (await SendAsync(Encoding.UTF8.GetBytes(Good), type: null)).Status);
    }

    [Fact]
    public async Task A_value_has_at_most_320_characters()
    {
        Assert.Equal(202, (await FileAsync(new string('7', 320))).Status);
        Assert.Equal(400, (await FileAsync(new string('7', 321))).Status);

        Task<ApiReply> FileAsync(string value) => server.PostAsync("/api/requests", $$$"""{"right":"access","identities":{"customer_id":"{{{value}}}" }}""");
    }

    [Fact]
    public async Task Damaged_bodies_are_answered_with_400_or_taken_whole()
    {
        var good = Encoding.UTF8.GetBytes(Good);
        var damaged = Gen.Select(Gen.Int[0, good.Length - 1], Gen.Byte, Gen.Int[0, 3], Gen.Int[1, 20]);
        foreach (var (at, with, how, count) in Enumerable.Range(0, 300).Select(_ => damaged.Single()))
        {
            var body = how switch
            {
                0 => [.. good[..at], with, .. good[at..]],
                1 => [.. good[..at], with, .. good[(at + 1)..]],
                2 => good[..at],
                _ => [.. good[..at], .. Enumerable.Repeat(with, count), .. good[at..]],
            };
            var reply = await SendAsync(body);
            Assert.True(reply.Status is 202 or 400, $"{Convert.ToHexString(body)} → {reply.Status}");
        }
    }

    [Theory]
    [InlineData("verification/resend")]
    [InlineData("download-code")]
    public async Task Calls_without_a_body_take_an_empty_one_only(string call)
    {
        var request = await server.FileAsync();
        Assert.Equal(400, (await server.PostAsync($"/api/requests/{request.Id}/{call}", """{"to":"eve@example.net"}""", request.Token)).Status);
        Assert.NotEqual(400, (await server.PostAsync($"/api/requests/{request.Id}/{call}", "{}", request.Token)).Status);
    }

    private Task<ApiReply> SendAsync(byte[] body, string? type = "application/json", bool chunked = false) =>
        server.SendAsync(HttpMethod.Post, "/api/requests", change: message =>
        {
            message.Content = chunked ? new StreamContent(new MemoryStream(body)) : new ByteArrayContent(body);
            message.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
            if (chunked) message.Headers.TransferEncodingChunked = true;
        });
}
