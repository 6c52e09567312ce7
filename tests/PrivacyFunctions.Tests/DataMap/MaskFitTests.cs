using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using static PrivacyFunctions.Tests.DataMap.Tables;

namespace PrivacyFunctions.Tests.DataMap;

public sealed class MaskFitTests
{
    private static readonly CatalogueColumn Short = Required("x") with { MaxLength = 10 };

    [Fact]
    public void Null_fits_where_null_is_allowed()
    {
        Assert.Null(Obstacle(MaskingKind.NullRewrite, Column("x", ValueKind.Integer)));
        Assert.Contains("NOT NULL", Obstacle(MaskingKind.NullRewrite, Required("x")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MaskingKind.StringRewrite)]
    [InlineData(MaskingKind.RandomStringRewrite)]
    [InlineData(MaskingKind.Hash)]
    [InlineData(MaskingKind.Hmac)]
    [InlineData(MaskingKind.AesEncrypt)]
    public void Text_fits_neither_other_types_nor_restricted_columns(MaskingKind kind)
    {
        Assert.NotNull(Obstacle(kind, Column("x", ValueKind.Integer)));
        Assert.NotNull(Obstacle(kind, Column("x") with { Checked = true }));
        Assert.Null(Obstacle(kind, Required("x")));
        Assert.Null(Obstacle(kind, Column("x", ValueKind.Array)));
    }

    [Fact]
    public void A_type_that_is_written_to_look_like_another_problem_stays_one_line() =>
        Assert.DoesNotContain('\n', Obstacle(MaskingKind.Hash, Column("x", ValueKind.Integer) with { NativeType = "INT\nmap.yml:1: error" })!);

    [Fact]
    public void The_masked_value_has_to_fit_the_column_or_be_cut_by_the_map()
    {
        Assert.NotNull(Obstacle(MaskingKind.Hash, Short));
        Assert.Null(Obstacle(MaskingKind.Hash, Short, declared: 10));
        Assert.NotNull(MaskFit.Obstacle(new MaskingStrategy { Kind = MaskingKind.StringRewrite, RewriteValue = "longer than ten" }, Short, Table("t", Short), 10));
        Assert.Null(MaskFit.Obstacle(new MaskingStrategy { Kind = MaskingKind.RandomStringRewrite, Length = 8, Suffix = "!!" }, Short, Table("t", Short), null));
        Assert.NotNull(Obstacle(MaskingKind.AesEncrypt, Short));
    }

    [Fact]
    public void A_fixed_text_does_not_fit_a_unique_column()
    {
        Assert.NotNull(MaskFit.Obstacle(new MaskingStrategy { Kind = MaskingKind.StringRewrite, RewriteValue = "x" }, Required("x"), Table("t", Required("x")).WithUnique("x"), null));
        Assert.Null(MaskFit.Obstacle(new MaskingStrategy { Kind = MaskingKind.Hash }, Required("x"), Table("t", Required("x")).WithUnique("x"), null));
    }

    [Theory]
    [InlineData(true, false, ValueKind.Text, "null_rewrite")]
    [InlineData(false, false, ValueKind.Text, "string_rewrite")]
    [InlineData(false, true, ValueKind.Text, "random_string_rewrite")]
    [InlineData(false, false, ValueKind.Integer, "delete or retain")]
    public void The_remedy_names_what_fits(bool nullable, bool unique, ValueKind kind, string remedy)
    {
        var column = Column("x", kind) with { Nullable = nullable };
        var table = unique ? Table("t", column).WithUnique("x") : Table("t", column);

        Assert.Contains(remedy, MaskFit.Remedy(column, table), StringComparison.Ordinal);
    }

    private static string? Obstacle(MaskingKind kind, CatalogueColumn column, int? declared = null) =>
        MaskFit.Obstacle(new MaskingStrategy { Kind = kind, RewriteValue = "x" }, column, Table("t", column), declared);
}
