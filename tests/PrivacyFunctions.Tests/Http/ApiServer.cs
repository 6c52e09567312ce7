using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivacyFunctions.Connectors;
using PrivacyFunctions.Http;
using PrivacyFunctions.Local.Messaging;
using PrivacyFunctions.Local.Serving;
using PrivacyFunctions.Local.Storage;
using PrivacyFunctions.Local.Stores;
using PrivacyFunctions.Orchestration;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Tests.DataMap;
using PrivacyFunctions.Tests.Local;

namespace PrivacyFunctions.Tests.Http;

/// <summary>
/// The whole product in this process over a folder of its own: one connected SQLite system with Ann in it, a clock that stands still, mail
/// that is kept, staff by role. Every answer that it gives must be one that <c>openapi.json</c> describes.
/// </summary>
public sealed class ApiServer : IAsyncLifetime
{
    public const string Reader = "reader-token-of-staff";
    public const string Operator = "operator-token-of-staff";
    public const string Approver = "approver-token-of-staff";
    public const string OtherApprover = "other-approver-token-of-staff";

    // The second system: in the map only when a test asks for it, and unreachable until its file is there.
    private const string Crm = """
          - fides_key: crm
            name: CRM
            collections:
              - name: contact
                fields:
                  - name: id
                    data_categories: [user.unique_id]
                    fides_meta: { primary_key: true }
                  - name: email
                    data_categories: [user.contact.email]
                    fides_meta: { identity: email, data_type: string }
                  - name: phone
                    data_categories: [user.contact.phone_number]
                    fides_meta: { identity: phone_number }
        """;

    private const string Map = """
        dataset:
        CRM-DATASET
          - fides_key: shop
            name: Shop
            collections:
              - name: customer
                fields:
                  - name: id
                    data_categories: [user.unique_id]
                    fides_meta: { primary_key: true, identity: customer_id }
                  - name: email
                    data_categories: [user.contact.email]
                    fides_meta: { identity: email, data_type: string }
                  - name: last_ip
                    data_categories: [user.device.ip_address]
                    fides_meta: { identity: ip_address }
        connection:
          - dataset: shop
            kind: sqlite
            settings: { path: "PATH" }
        CRM-CONNECTION
        deletion:
          - { collection: "*", delete: true }
        """;

    private readonly TemporaryFolder _folder = new();
    private LocalServer? _server;

    public FakeTimeProvider Time { get; set; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    /// <summary>Mail that left.</summary>
    internal MailDrop Mail { get; } = new();

    /// <summary>Whether the map connects the second system too.</summary>
    public bool WithCrm { get; set; }

    /// <summary>Limits are off unless a test sets them.</summary>
    public Dictionary<string, string?> Settings { get; } = new()
    {
        ["Privacy__Limits__FilingsPerHourPerIp"] = "0",
        ["Privacy__Limits__CodesPerDayPerAddress"] = "0",
        ["Privacy__Limits__CodesPerHour"] = "0",
        ["Privacy__Organisation"] = "OpenTech Support",
        ["Privacy__Contact"] = "privacy@opentech.example",
    };

    public HttpClient Client { get; private set; } = new();

    public IServiceProvider Services => _server!.Services;

    public SqliteDatabase Database => Services.GetRequiredService<SqliteDatabase>();

    public async Task InitializeAsync()
    {
        SeedShop();
        var options = new ServeOptions { Data = _folder.File("data"), Urls = "http://127.0.0.1:0", Settings = Settings, Log = false, Clock = Time, Output = TextWriter.Null };
        _server = await LocalServer.StartAsync(options, Product(), CancellationToken.None);
        Client.Dispose();
        var described = new DescribedAnswers(Services.GetRequiredService<ApiDescription>().Json) { InnerHandler = new HttpClientHandler { AllowAutoRedirect = false } };
        Client = new HttpClient(described) { BaseAddress = _server.Address };
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        if (_server is not null) await _server.DisposeAsync();
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    public Task<ApiReply> GetAsync(string path, string? token = null, string? ifNoneMatch = null) =>
        SendAsync(HttpMethod.Get, path, null, token, m => { if (ifNoneMatch is not null) m.Headers.TryAddWithoutValidation("If-None-Match", ifNoneMatch); });

    public Task<ApiReply> PostAsync(string path, string? body, string? token = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body, token, m => { if (key is not null) m.Headers.TryAddWithoutValidation("Idempotency-Key", key); });

    public async Task<ApiReply> SendAsync(HttpMethod method, string path, string? body = null, string? token = null, Action<HttpRequestMessage>? change = null)
    {
        using var message = new HttpRequestMessage(method, path);
        if (body is not null) message.Content = new StringContent(body, Encoding.UTF8, "application/json");
        if (token is not null) message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        change?.Invoke(message);
        using var response = await Client.SendAsync(message);
        return await ApiReply.ReadAsync(response);
    }

    /// <summary>Files a request, for access unless another right is named.</summary>
    public async Task<FiledRequest> FileAsync(string email = "ann@example.org", string right = "access")
    {
        var reply = await PostAsync("/api/requests", $$"""{"right":"{{right}}","identities":{"email":"{{email}}"},"residence":"DE"}""");
        Assert.Equal(202, reply.Status);
        return new FiledRequest(reply.Text("requestId"), reply.Text("trackingToken"), email);
    }

    /// <summary>The code of the latest mail of that kind about the request.</summary>
    internal async Task<string> CodeAsync(FiledRequest request, string subject = "confirm", int nth = 1) =>
        MailDrop.CodeIn(await Mail.WaitAsync(m => m.Id.Contains(request.Id, StringComparison.Ordinal) && m.Subject.Contains(subject, StringComparison.Ordinal), nth));

    public async Task<FiledRequest> FileVerifiedAsync(string email = "ann@example.org", string right = "access")
    {
        var request = await FileAsync(email, right);
        var reply = await PostAsync($"/api/requests/{request.Id}/verification", Code(await CodeAsync(request)), request.Token);
        Assert.Equal(200, reply.Status);
        return request;
    }

    /// <summary>Files, verifies and waits for the answer.</summary>
    public async Task<FiledRequest> FileAnsweredAsync(string email = "ann@example.org")
    {
        var request = await FileVerifiedAsync(email);
        await Mail.WaitAsync(m => m.Id.Contains(request.Id + "-ready", StringComparison.Ordinal), 1);
        return request;
    }

    /// <summary>Ends when all mail has left and nothing is queued: then, without orchestrations, nobody writes any more.</summary>
    public async Task QuietAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        const string Waiting = "SELECT (SELECT count(*) FROM notices) + (SELECT count(*) FROM messages)";
        while (await Database.ReadAsync(session => session.Scalar(Waiting), default) > 0) patience.Token.ThrowIfCancellationRequested();
    }

    /// <summary>A server of its own, for a test that counts what the server does.</summary>
    public static Task WithOwnAsync(Func<ApiServer, Task> test) => WithOwnAsync(static _ => { }, test);

    /// <summary>The same, prepared before it starts.</summary>
    public static async Task WithOwnAsync(Action<ApiServer> prepare, Func<ApiServer, Task> test)
    {
        var server = new ApiServer();
        prepare(server);
        await server.InitializeAsync();
        try
        {
            await test(server);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>Asks until the request is completed.</summary>
    public Task AnsweredAsync(FiledRequest request) => UntilAsync(request, "completed");

    /// <summary>Asks until the request has the status, and gives its last view.</summary>
    public async Task<ApiReply> UntilAsync(FiledRequest request, string status)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var reply = await GetAsync($"/api/requests/{request.Id}", request.Token);
            if (reply.Text("status") == status) return reply;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Asks for the case until it is as wanted.</summary>
    public async Task<ApiReply> CaseAsync(FiledRequest request, Func<ApiReply, bool>? wanted = null)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var reply = await GetAsync($"/api/staff/requests/{request.Id}", Reader);
            if (wanted is null || wanted(reply)) return reply;
            patience.Token.ThrowIfCancellationRequested();
        }
    }

    /// <summary>Types of the events about a request, in order.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync(FiledRequest request)
    {
        var log = await Services.GetRequiredService<TopicLog>().ReadAsync(MessageEntities.PrivacyEvents, 0, 1000, CancellationToken.None);
        return [.. from published in log
                   let json = JsonDocument.Parse(published.Body).RootElement
                   where json.GetProperty("subject").GetString() == request.Id
                   select json.GetProperty("type").GetString()!["privacy.".Length..]];
    }

    public async Task<string> DownloadTokenAsync(FiledRequest request)
    {
        Assert.Equal(202, (await PostAsync($"/api/requests/{request.Id}/download-code", null, request.Token)).Status);
        var reply = await PostAsync($"/api/requests/{request.Id}/download-token", Code(await CodeAsync(request, "download")), request.Token);
        Assert.Equal(200, reply.Status);
        return reply.Text("downloadToken");
    }

    public static string Code(string code) => $$"""{"code":"{{code}}"}""";

    /// <summary>Eight digits that are not the code.</summary>
    public static string Wrong(string code, int nth = 1) => ((int.Parse(code, System.Globalization.CultureInfo.InvariantCulture) + nth) % 100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    private ServedProduct Product() => ServedProduct.PrivacyFunctions with
    {
        AddAsync = (builder, _) =>
        {
            builder.Services.AddSingleton(Maps.Read(MapText()));
            builder.Services.AddSingleton<IMailSender>(Mail);
            builder.Services.AddSingleton<IStaffAuthentication, StaffByRole>();
            builder.Services.AddLocalStores();
            builder.Services.AddConnectors();
            builder.AddPrivacyFunctions();
            return Task.CompletedTask;
        },
        Json = WorkJson.Wire,
    };

    private string MapText() => Map
        .Replace("CRM-DATASET", WithCrm ? Crm : "", StringComparison.Ordinal)
        .Replace("CRM-CONNECTION", WithCrm ? $$"""  - { dataset: crm, kind: sqlite, settings: { path: "{{_folder.File("crm.db")}}" } }""" : "", StringComparison.Ordinal)
        .Replace("PATH", _folder.File("shop.db"), StringComparison.Ordinal);

    /// <summary>Lets the second system be reached, with Ann and Bob in it.</summary>
    public void SeedCrm() => Seed("crm.db", """
        CREATE TABLE contact (id INTEGER PRIMARY KEY, email TEXT NOT NULL, phone TEXT);
        INSERT INTO contact VALUES (7, 'ann@example.org', '+49301234'), (8, 'bob@example.org', '+49305678');
        """);

    /// <summary>Runs a script in a system.</summary>
    public void Execute(string file, string sql) => Seed(file, sql);

    /// <summary>The first column of the rows that a query finds in a system.</summary>
    public IReadOnlyList<string> Read(string file, string query)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.IsDBNull(0) ? "NULL" : reader.GetValue(0).ToString()!);
        return values;
    }

    /// <summary>How many rows the second system has of somebody, or the first.</summary>
    public long Rows(string email, bool ofCrm)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(ofCrm ? "crm.db" : "shop.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {(ofCrm ? "contact" : "customer")} WHERE email = $1";
        command.Parameters.AddWithValue("$1", email);
        return (long)command.ExecuteScalar()!;
    }

    /// <summary>Takes the second system away.</summary>
    public void RemoveCrm() => File.Delete(_folder.File("crm.db"));

    private void SeedShop() => Seed("shop.db", """
        CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT NOT NULL, last_ip TEXT);
        INSERT INTO customer VALUES (1, 'ann@example.org', '192.0.2.1'), (2, 'bob@example.org', '192.0.2.1');
        """);

    private void Seed(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File(file)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

/// <summary>A request as its requester knows it.</summary>
public sealed record FiledRequest(string Id, string Token, string Email);

/// <summary>Staff whose token says their roles.</summary>
internal sealed class StaffByRole : IStaffAuthentication
{
    public ValueTask<StaffMember?> AuthenticateAsync(Microsoft.AspNetCore.Http.HttpRequest request, CancellationToken cancellation) =>
        ValueTask.FromResult(BearerToken.Read(request) switch
        {
            ApiServer.Reader => new StaffMember("rita", new HashSet<Audience> { Audience.Reader }),
            ApiServer.Operator => new StaffMember("otto", new HashSet<Audience> { Audience.Reader, Audience.Operator }),
            ApiServer.Approver => new StaffMember("ada", new HashSet<Audience> { Audience.Reader, Audience.Approver }),
            ApiServer.OtherApprover => new StaffMember("abe", new HashSet<Audience> { Audience.Reader, Audience.Operator, Audience.Approver }),
            _ => null,
        });
}
