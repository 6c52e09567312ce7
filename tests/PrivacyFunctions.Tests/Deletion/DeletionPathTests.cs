using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Ports;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Tests.Http;
using PrivacyFunctions.Tests.StaffConsole;

namespace PrivacyFunctions.Tests.Deletion;

public sealed class DeletionPathTests
{
    [Fact]
    public Task An_approved_deletion_waits_until_the_person_had_time_to_object() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.LinkAsync(request);
        var waiting = await server.GetAsync($"/api/staff/requests/{request.Id}/status", ApiServer.Reader);
        Assert.Equal(("in-progress", "cooling-off"), (waiting.Text("status"), waiting.Text("phase")));
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());
        server.Execute(DeletionScript.Shop, "INSERT INTO customer VALUES (3, 'ann@example.org', NULL)");

        server.Time.Advance(TimeSpan.FromHours(72));

        Assert.Equal("fulfilled", (await server.UntilAsync(request, "completed")).Text("outcome"));
        Assert.Equal(["bob@example.org"], server.Customers());
        var customer = (await server.ReceiptAsync(request)).Of("customer");
        Assert.Equal((2, 2, 0), (customer.GetProperty("before").GetInt32(), customer.GetProperty("affected").GetInt32(), customer.GetProperty("foundAgainBySearch").GetInt32()));
    });

    [Fact]
    public Task Nothing_personal_is_kept_once_it_is_not_needed_any_more() => ApiServer.WithOwnAsync(DeletionScript.AtOnce, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.UntilAsync(request, "completed");
        var id = RequestId.Parse(request.Id);
        await Local.Durable.Waiting.UntilAsync(async () => await server.Services.GetRequiredService<IDataKeys>().FindAsync(id, KeyPurpose.Payload, default) is null);
        await Local.Durable.Waiting.UntilAsync(async () => !await server.Services.GetRequiredService<IBlobStore>().ListAsync(BlobName.Of("staging", request.Id), default).AnyAsync());

        Assert.Equal("deletion", (await server.ReceiptAsync(request)).GetProperty("right").GetString());
    });

    [Fact]
    public Task A_schema_that_changed_since_the_approval_is_put_before_staff_again() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);
        await server.LinkAsync(request);
        server.Execute(DeletionScript.Shop, "ALTER TABLE customer DROP COLUMN last_ip");

        server.Time.Advance(TimeSpan.FromHours(72));

        await server.AskedAsync(request, "plan-changed");
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());
        await server.ApproveAsync(request, "plan-changed");
        await server.UntilAsync(request, "partially-completed");
        Assert.Equal(["bob@example.org"], server.Customers());
        var gap = Assert.Single((await server.ReceiptAsync(request)).GetProperty("gaps").EnumerateArray());
        Assert.Equal("column-missing", gap.GetProperty("code").GetString());
    });

    [Fact]
    public Task A_schema_that_changed_a_moment_before_the_approval_is_put_before_staff_again() => ApiServer.WithOwnAsync(DeletionScript.AtOnce, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.AskedAsync(request, "approval");
        server.Execute(DeletionScript.Shop, "CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id) ON DELETE CASCADE)");

        await server.ApproveAsync(request);

        var question = await server.AskedAsync(request, "plan-changed");
        Assert.Equal(["ann@example.org", "bob@example.org"], server.Customers());
        Assert.Equal(question.PlanHash(), (await server.GetAsync($"/api/staff/requests/{request.Id}/plan", ApiServer.Reader)).Text("planHash"));
    });

    [Fact]
    public Task What_a_column_cannot_be_masked_with_is_a_gap_and_no_fulfilled_deletion() => ApiServer.WithOwnAsync(DeletionScript.AtOnce, async server =>
    {
        server.Execute(DeletionScript.Shop, "CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER REFERENCES customer (id))");
        server.Execute(DeletionScript.Shop, "INSERT INTO purchase VALUES (1, 1)");
        var request = await server.FileDeletionAsync();
        await server.ApproveAsync(request);

        Assert.Equal("partly", (await server.UntilAsync(request, "partially-completed")).Text("outcome"));

        var receipt = await server.ReceiptAsync(request);
        Assert.False(receipt.GetProperty("complete").GetBoolean());
        var gap = Assert.Single(receipt.GetProperty("gaps").EnumerateArray());
        Assert.Equal(("customer", "not-masked", 1), (gap.GetProperty("collection").GetString(), gap.GetProperty("code").GetString(), gap.GetProperty("count").GetInt32()));
        Assert.Equal("email", Assert.Single(receipt.Of("customer").GetProperty("notErased").EnumerateArray()).GetProperty("field").GetString());
    });

    [Fact]
    public Task A_receipt_for_somebody_unknown_says_of_no_collection_that_staff_left_it_out() => ApiServer.WithOwnAsync(DeletionScript.AtOnce, async server =>
    {
        var request = await server.FileDeletionAsync("nobody@example.org");

        Assert.Equal("no-data", (await server.UntilAsync(request, "completed")).Text("outcome"));

        var customer = (await server.ReceiptAsync(request)).Of("customer");
        Assert.Equal(("deleted", 0), (customer.GetProperty("action").GetString(), customer.GetProperty("found").GetInt32()));
        Assert.False(customer.TryGetProperty("ground", out var ground) && ground.ValueKind != System.Text.Json.JsonValueKind.Null);
    });

    [Fact]
    public Task A_system_that_is_down_keeps_its_rows_until_staff_have_it_tried_again() => ApiServer.WithOwnAsync(
        DeletionScript.AtOnceInTwoSystems,
        async server =>
        {
            server.SeedCrm();
            var whole = await server.FileDeletionAsync("bob@example.org");
            await server.ApproveAsync(whole);
            await server.UntilAsync(whole, "completed");
            server.Execute(DeletionScript.Crm, "ALTER TABLE contact RENAME TO elsewhere");
            var request = await server.FileDeletionAsync();
            await server.AskedAsync(request, "failed-systems");
            Assert.Equal(200, (await server.SystemsAsync(request, "skip", "crm")).Status);
            await server.ApproveAsync(request);
            var partly = await server.UntilAsync(request, "partially-completed");
            Assert.Equal("partly", partly.Text("outcome"));
            Assert.Empty(server.Customers());
            var first = await server.ReceiptAsync(request);
            Assert.False(first.GetProperty("complete").GetBoolean());
            Assert.Equal("not-searched", first.Of("contact").GetProperty("action").GetString());

            // Somebody is given the key that the erased row had: the first look counts.
            server.Execute(DeletionScript.Shop, "INSERT INTO customer VALUES (1, 'carol@example.org', NULL)");
            server.Execute(DeletionScript.Crm, "ALTER TABLE elsewhere RENAME TO contact");
            Assert.Equal(200, (await server.SystemsAsync(request, "retry", "crm")).Status);

            await server.UntilAsync(request, "completed");
            Assert.Equal(["carol@example.org"], server.Customers());
            Assert.Empty(server.Read(DeletionScript.Crm, "SELECT id FROM contact"));
            var second = await server.ReceiptAsync(request, nth: 2);
            Assert.Equal((2, true), (second.GetProperty("version").GetInt32(), second.GetProperty("complete").GetBoolean()));
            Assert.Equal(1, second.Of("customer").GetProperty("affected").GetInt32());
            Assert.Equal(1, second.Of("contact").GetProperty("affected").GetInt32());
        });

    [Fact]
    public Task Systems_that_staff_leave_out_keep_their_rows_on_the_ground_they_gave() => ApiServer.WithOwnAsync(
        DeletionScript.AtOnceInTwoSystems,
        async server =>
        {
            server.SeedCrm();
            var request = await server.FileDeletionAsync();
            await server.LeaveOutCrmAsync(request);

            var answered = await server.UntilAsync(request, "partially-completed");

            Assert.Equal("partly", answered.Json.GetProperty("outcome").GetString());
            Assert.Equal(["7", "8"], server.Read(DeletionScript.Crm, "SELECT id FROM contact ORDER BY id"));
            Assert.Equal(["bob@example.org"], server.Customers());
            var contact = (await server.ReceiptAsync(request)).Of("contact");
            Assert.Equal(("left", "legal-claims"), (contact.GetProperty("action").GetString(), contact.GetProperty("ground").GetString()));
            Assert.Equal((1, 1), (contact.GetProperty("before").GetInt32(), contact.GetProperty("after").GetInt32()));
        });

    [Fact]
    public Task Systems_that_staff_leave_out_keep_their_rows_when_another_is_tried_again_too() => ApiServer.WithOwnAsync(
        server =>
        {
            DeletionScript.AtOnce(server);
            server.WithCrm = true;
        },
        async server =>
        {
            server.SeedCrm();
            var whole = await server.FileDeletionAsync("bob@example.org");
            await server.ApproveAsync(whole);
            await server.UntilAsync(whole, "completed");
            server.Execute(DeletionScript.Crm, "ALTER TABLE contact RENAME TO elsewhere");
            var request = await server.FileDeletionAsync();
            await server.AskedAsync(request, "failed-systems");
            Assert.Equal(200, (await server.SystemsAsync(request, "skip", "crm")).Status);
            var question = await server.AskedAsync(request, "approval");
            var decision = new { decision = "partially-approve", ground = "legal-claims", reason = "A claim is pending.", planHash = question.PlanHash(), excludeDatasets = new[] { "shop" } };
            Assert.Equal(200, (await server.DecideAsync(request, decision)).Status);
            await server.UntilAsync(request, "partially-completed");
            Assert.Equal(["ann@example.org"], server.Customers());

            server.Execute(DeletionScript.Crm, "ALTER TABLE elsewhere RENAME TO contact");
            Assert.Equal(200, (await server.SystemsAsync(request, "retry", "crm")).Status);
            await server.UntilAsync(request, "partially-completed");

            Assert.Empty(server.Read(DeletionScript.Crm, "SELECT id FROM contact"));
            Assert.Equal(["ann@example.org"], server.Customers());
            var receipt = await server.ReceiptAsync(request);
            Assert.Equal((2, "deleted"), (receipt.GetProperty("version").GetInt32(), receipt.Of("contact").GetProperty("action").GetString()));
            Assert.Equal(("left", "legal-claims"), (receipt.Of("customer").GetProperty("action").GetString(), receipt.Of("customer").GetProperty("ground").GetString()));
        });

    [Fact]
    public Task Nobody_is_told_of_a_deletion_when_all_that_was_found_was_left_out() => ApiServer.WithOwnAsync(
        DeletionScript.AtOnceInTwoSystems,
        async server =>
        {
            server.SeedCrm();
            server.Execute(DeletionScript.Shop, "DELETE FROM customer WHERE email = 'ann@example.org'");
            var request = await server.FileDeletionAsync();
            await server.LeaveOutCrmAsync(request);

            await server.UntilAsync(request, "partially-completed");

            var mail = await server.Mail.WaitAsync(m => m.Id.Contains(request.Id + "-nothingdeleted", StringComparison.Ordinal), 1);
            Assert.DoesNotContain("We have deleted", mail.Body, StringComparison.Ordinal);
            Assert.Equal(["7", "8"], server.Read(DeletionScript.Crm, "SELECT id FROM contact ORDER BY id"));
        });

    [Fact]
    public Task The_person_sees_each_step_in_its_turn() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var request = await server.FileDeletionAsync();
        await server.AskedAsync(request, "approval");
        Assert.Equal(["searching:done", "review:running", "erasing:waiting", "answered:waiting"], (await server.StepsAsync(request))[2..]);
        await server.ApproveAsync(request);
        await server.LinkAsync(request);
        Assert.Equal(["searching:done", "review:done", "cooling-off:running", "erasing:waiting", "answered:waiting"], (await server.StepsAsync(request))[2..]);
        server.Time.Advance(TimeSpan.FromHours(72));
        await server.UntilAsync(request, "completed");
        Assert.Equal(["received:done", "verified:done", "searching:done", "review:done", "erasing:done", "answered:done"], await server.StepsAsync(request));
    });

    [Fact]
    public Task It_can_be_withdrawn_until_erasing_began() => ApiServer.WithOwnAsync(DeletionScript.Patient, async server =>
    {
        var early = await server.FileDeletionAsync();
        await server.ApproveAsync(early);
        await server.LinkAsync(early);
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Delete, $"/api/requests/{early.Id}", null, early.Token)).Status);
        server.Time.Advance(TimeSpan.FromHours(72));
        var late = await server.FileDeletionAsync("bob@example.org");
        await server.ApproveAsync(late);
        await server.LinkAsync(late);
        server.Time.Advance(TimeSpan.FromHours(72));
        await server.UntilAsync(late, "completed");

        Assert.Equal(409, (await server.SendAsync(HttpMethod.Delete, $"/api/requests/{late.Id}", null, late.Token)).Status);
        Assert.Equal(["ann@example.org"], server.Customers());
    });
}
