using System.IO.Compression;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Tests.Http;

namespace PrivacyFunctions.Tests.Delivery;

public sealed class DeliveryTests(ApiServer server) : IClassFixture<ApiServer>
{
    [Fact]
    public async Task The_bundle_comes_whole_with_a_fresh_code()
    {
        var request = await server.FileAnsweredAsync();
        var token = await server.DownloadTokenAsync(request);
        var reply = await server.GetAsync($"/api/requests/{request.Id}/bundle", token);
        Assert.Equal(200, reply.Status);
        Assert.Equal("application/zip", reply.MediaType);
        Assert.StartsWith("attachment", reply.Headers["Content-Disposition"], StringComparison.Ordinal);
        Assert.Equal("no-store", reply.Headers["Cache-Control"]);
        var status = await server.GetAsync($"/api/requests/{request.Id}", request.Token);
        var bundle = status.Json.GetProperty("bundles")[0];
        Assert.Equal(bundle.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(reply.Bytes)));
        Assert.Equal(bundle.GetProperty("sizeBytes").GetInt64(), reply.Bytes.Length);
        using var zip = new ZipArchive(new MemoryStream(reply.Bytes));
        using var rows = new StreamReader(zip.GetEntry("data/shop/customer.json")!.Open());
        var data = await rows.ReadToEndAsync();
        Assert.Contains("ann@example.org", data, StringComparison.Ordinal);
        Assert.DoesNotContain("bob@example.org", data, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parts_of_the_bundle_can_be_asked_for()
    {
        var request = await server.FileAnsweredAsync();
        var token = await server.DownloadTokenAsync(request);
        var whole = (await server.GetAsync($"/api/requests/{request.Id}/bundle", token)).Bytes;
        var part = await RangeAsync(request, token, new RangeHeaderValue(10, 99));
        Assert.Equal(206, part.Status);
        Assert.Equal($"bytes 10-99/{whole.Length}", part.Headers["Content-Range"]);
        Assert.Equal(whole[10..100], part.Bytes);
        Assert.Equal(whole[^7..], (await RangeAsync(request, token, new RangeHeaderValue(null, 7))).Bytes);
        Assert.Equal(416, (await RangeAsync(request, token, new RangeHeaderValue(whole.Length, null))).Status);
        Assert.Equal(whole, (await RangeAsync(request, token, new RangeHeaderValue(1, 2) { Unit = "records" })).Bytes);
        var head = await server.SendAsync(HttpMethod.Head, $"/api/requests/{request.Id}/bundle", token: token);
        Assert.Equal(200, head.Status);
        Assert.Equal($"{whole.Length}", head.Headers["Content-Length"]);
        Assert.Empty(head.Bytes);
    }

    [Fact]
    public async Task A_download_token_is_good_for_fifteen_minutes_and_for_its_request()
    {
        var request = await server.FileAnsweredAsync();
        var other = await server.FileAnsweredAsync("bob@example.org");
        var token = await server.DownloadTokenAsync(request);
        Assert.Equal(404, (await server.GetAsync($"/api/requests/{other.Id}/bundle", token)).Status);
        Assert.Equal(404, (await server.GetAsync($"/api/requests/{request.Id}/bundle", Flip(token))).Status);
        Assert.Equal(404, (await server.GetAsync($"/api/requests/{request.Id}", token)).Status);
        server.Time.Advance(TimeSpan.FromMinutes(15));
        var expired = await server.GetAsync($"/api/requests/{request.Id}/bundle", token);
        Assert.Equal(410, expired.Status);
        Assert.Equal("download-token-expired", expired.Problem);
    }

    [Fact]
    public async Task Before_there_is_a_bundle_there_is_nothing_to_ask_for()
    {
        var request = await server.FileAsync();
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/download-token", ApiServer.Code("12345678"), request.Token)).Status);
    }

    [Fact]
    public async Task The_code_goes_to_the_proved_address_and_opens_once()
    {
        var request = await server.FileAnsweredAsync();
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        var mail = await server.Mail.WaitAsync(m => m.Id.StartsWith(request.Id + "-downloadcode", StringComparison.Ordinal), 1);
        Assert.Equal("ann@example.org", mail.To.Value);
        var code = MailDrop.CodeIn(mail);
        Assert.Equal(422, (await TokenAsync(request, ApiServer.Wrong(code))).Status);
        Assert.Equal(200, (await TokenAsync(request, code)).Status);
        Assert.Equal(410, (await TokenAsync(request, code)).Status);
    }

    [Fact]
    public async Task Five_wrong_download_codes_kill_the_code_also_at_once()
    {
        var request = await server.FileAnsweredAsync();
        Assert.Equal(202, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        var code = await server.CodeAsync(request, "download");
        var replies = await Task.WhenAll(Enumerable.Range(1, 20).Select(i => TokenAsync(request, ApiServer.Wrong(code, i))));
        Assert.Equal(5, replies.Count(r => r.Status == 422));
        Assert.Equal(410, (await TokenAsync(request, code)).Status);
    }

    [Fact]
    public async Task A_repeated_exchange_gives_the_same_token_and_stores_none()
    {
        var request = await server.FileAnsweredAsync();
        await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token);
        var body = ApiServer.Code(await server.CodeAsync(request, "download"));
        var first = await server.PostAsync($"/api/requests/{request.Id}/download-token", body, request.Token, "exchange-of-a-code");
        var again = await server.PostAsync($"/api/requests/{request.Id}/download-token", body, request.Token, "exchange-of-a-code");
        Assert.Equal(200, again.Status);
        Assert.Equal(first.Bytes, again.Bytes);
        Assert.Equal(200, (await server.GetAsync($"/api/requests/{request.Id}/bundle", again.Text("downloadToken"))).Status);
    }

    [Fact]
    public async Task An_expired_bundle_is_gone()
    {
        var request = await server.FileAnsweredAsync();
        server.Time.Advance(TimeSpan.FromDays(30));
        Assert.Equal(410, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
    }

    [Fact]
    public async Task Where_no_address_is_proved_no_code_is_mailed()
    {
        var filed = await server.PostAsync("/api/requests", """{"right":"access","identities":{"customer_id":"1","email":"eve@example.net"}}""");
        var request = new FiledRequest(filed.Text("requestId"), filed.Text("trackingToken"), "eve@example.net");
        await server.PostAsync(
            $"/api/staff/requests/{request.Id}/verification", """{"identities":["customer_id"],"method":"counter","reason":"In person."}""", ApiServer.Operator);
        await server.AnsweredAsync(request);
        Assert.Equal(409, (await server.PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        Assert.DoesNotContain(server.Mail.All, m => m.To.Value == request.Email && !m.Id.Contains("verificationcode", StringComparison.Ordinal));
    }

    private Task<ApiReply> TokenAsync(FiledRequest request, string code) =>
        server.PostAsync($"/api/requests/{request.Id}/download-token", ApiServer.Code(code), request.Token);

    private Task<ApiReply> RangeAsync(FiledRequest request, string token, RangeHeaderValue range) =>
        server.SendAsync(HttpMethod.Get, $"/api/requests/{request.Id}/bundle", token: token, change: m => m.Headers.Range = range);

    private static string Flip(string token) => new StringBuilder(token) { [20] = token[20] == 'A' ? 'B' : 'A' }.ToString();
}
