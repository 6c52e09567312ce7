using PrivacyFunctions.DataMap;

namespace PrivacyFunctions.Tests.DataMap.Deletion;

public abstract partial class LiveDeletionRules
{
    [Theory]
    [InlineData("TEXT NOT NULL", "null_rewrite", "'string_rewrite'")]
    [InlineData("TEXT NOT NULL UNIQUE", "null_rewrite", "'random_string_rewrite'")]
    [InlineData("TEXT NOT NULL UNIQUE", "string_rewrite", "'random_string_rewrite'")]
    [InlineData("TEXT UNIQUE", "string_rewrite", "'null_rewrite'")]
    [InlineData("INTEGER NOT NULL", "null_rewrite", "delete or retain")]
    [InlineData("INTEGER", "hash", "'null_rewrite'")]
    [InlineData("TEXT CHECK (length(name) > 2)", "hash", "'null_rewrite'")]
    [InlineData("TEXT NOT NULL CHECK (length(name) > 2)", "string_rewrite", "delete or retain")]
    [InlineData("TEXT CHECK (name IS NOT NULL)", "null_rewrite", "delete or retain")]
    [InlineData("TEXT CHECK (NOT name IS NULL)", "null_rewrite", "delete or retain")]
    [InlineData("TEXT CHECK (name IS NOT NULL OR email IS NOT NULL)", "null_rewrite", "delete or retain")]
    public async Task A_strategy_that_the_column_cannot_take_is_an_error_that_names_one_that_fits(string column, string strategy, string remedy)
    {
        var table = $"CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name {column})";
        var live = await MapAsync(Shop + Mask(strategy), table, Purchase);

        var problem = live.Problems.First(problem => problem.Code == MapCodes.MaskImpossible && problem.Line == 8);
        Assert.Equal(MapSeverity.Error, problem.Severity);
        Assert.Contains(remedy, problem.Message, StringComparison.Ordinal);
        Assert.Contains("name mask-impossible", live.NotErased("customer"));
        if (remedy[0] == '\'')
        {
            Assert.Empty((await MapAsync(Shop + Mask(remedy.Trim('\'')))).Errors);
        }
    }

    [Theory]
    [InlineData("CHECK (name IS NULL OR length(name) > 2)")]
    [InlineData("CHECK (NOT (name = ''))")]
    [InlineData("CHECK (name NOT LIKE '%x%')")]
    [InlineData("UNIQUE")]
    public async Task A_restriction_that_null_satisfies_is_no_obstacle_to_it(string restriction)
    {
        var live = await MapAsync(Shop, $"CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT {restriction})", Purchase);

        Assert.Empty(live.Errors);
        Assert.Contains("name null_rewrite", live.Masked("customer"));
    }

    [Fact]
    public async Task A_text_that_is_too_long_names_the_length_that_fits()
    {
        var live = await MapAsync(Shop + Mask("hash"), "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name VARCHAR(12) NOT NULL)", Purchase);
        if (!LimitsLength)
        {
            Assert.Empty(live.Errors);
            return;
        }

        Assert.Contains("at most 12 characters", live.Only(MapCodes.MaskImpossible).Message, StringComparison.Ordinal);
        Assert.Empty((await MapAsync(Shop + Mask("string_rewrite"))).Errors);
        Assert.Empty((await MapAsync(Shop.Replace("[user.name] }", "[user.name], fides_meta: { length: 12 } }", StringComparison.Ordinal) + Mask("hash"))).Errors);
    }

    [Theory]
    [InlineData("CREATE UNIQUE INDEX one ON customer (lower(name))")]
    [InlineData("CREATE UNIQUE INDEX one ON customer (name) WHERE id > 10")]
    [InlineData("CREATE UNIQUE INDEX one ON customer (email, name)")]
    public async Task A_fixed_text_fits_no_column_of_any_unique_index(string index)
    {
        var live = await MapAsync(Shop + Mask("string_rewrite"), "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT NOT NULL)", index, Purchase);

        Assert.Contains("'random_string_rewrite'", live.Problems.First(problem => problem.Line == 8).Message, StringComparison.Ordinal);
        Assert.Empty((await MapAsync(Shop + Mask("random_string_rewrite"))).Errors);
    }

    [Fact]
    public async Task A_fields_override_is_judged_at_its_own_place_and_its_category_still_decides_whether_it_is_masked()
    {
        var yaml = Shop.Replace("[user.name] }", "[user.name], fides_meta: { masking_strategy_override: { strategy: hash } } }", StringComparison.Ordinal);
        var live = await MapAsync(yaml, "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name INTEGER)", Purchase);

        Assert.Contains("'hash'", live.Only(MapCodes.MaskImpossible).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("name", (await MapAsync(yaml.Replace("[user.name]", "[system]", StringComparison.Ordinal))).Masked("customer"));
    }

    [Fact]
    public async Task Personal_keys_demand_delete_or_retain_and_are_named_as_not_erased_but_pseudonymous_ones_may_stay()
    {
        const string Tables = """
            CREATE TABLE customer (id INTEGER, email TEXT PRIMARY KEY, name TEXT UNIQUE);
            CREATE TABLE purchase (id INTEGER PRIMARY KEY, customer_id INTEGER, text TEXT REFERENCES customer (name));
            """;
        var live = await MapAsync(Shop, Tables);

        Assert.Equal(["email primary-key", "name referenced-key"], live.NotErased("customer"));
        Assert.Equal(["text foreign-key"], live.NotErased("purchase"));
        Assert.Equal([7, 8, 13], live.Problems.Where(problem => problem is { Code: MapCodes.KeyNeedsDecision, Severity: MapSeverity.Error }).Select(problem => problem.Line));
        Assert.DoesNotContain("id", string.Join(' ', live.NotErased("purchase")));
        Assert.Empty((await MapAsync(Shop + "deletion: [{ collection: shop.purchase, delete: true }, { collection: shop.customer, delete: true }]")).Errors);
        Assert.Empty((await MapAsync(Shop + "deletion: [{ collection: shop.*, retain: { ground: contract, reason: x } }]")).Errors);
        Assert.Empty((await MapAsync(Shop.Replace("user.contact.email", "user.unique_id", StringComparison.Ordinal).Replace("user.name", "user.unique_id.pseudonymous", StringComparison.Ordinal).Replace("user.content", "user.unique_id", StringComparison.Ordinal))).Errors);
    }

    [Fact]
    public async Task A_computed_column_and_one_nested_in_it_are_named_and_not_written()
    {
        var generated = "CREATE TABLE customer (id INTEGER PRIMARY KEY, email TEXT, name TEXT GENERATED ALWAYS AS (upper(email)) STORED)";
        var live = await MapAsync(Shop.Replace("- { name: name, data_categories: [user.name] }", "- { name: name, fields: [{ name: x, data_categories: [user.name] }] }", StringComparison.Ordinal), generated, Purchase);

        Assert.Equal(["name.x not-writable"], live.NotErased("customer"));
        Assert.Equal(["name not-writable"], (await MapAsync(Shop)).NotErased("customer"));
        Assert.Equal(MapSeverity.Warning, (await MapAsync(Shop)).Only(MapCodes.NotWritable).Severity);
    }

    private static string Mask(string strategy)
    {
        var configuration = strategy == "string_rewrite" ? ", configuration: { rewrite_value: gone }" : "";
        return $"deletion: [{{ collection: shop.customer, mask: {{ strategy: {strategy}{configuration}, categories: [user.name] }} }}]";
    }
}
