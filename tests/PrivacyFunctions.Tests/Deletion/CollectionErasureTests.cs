using PrivacyFunctions.Connecting;
using PrivacyFunctions.DataMap;
using PrivacyFunctions.Deletion;

namespace PrivacyFunctions.Tests.Deletion;

/// <summary>What is reported of attempts, whoever of them did it.</summary>
public sealed class CollectionErasureTests
{
    private static readonly CollectionErasure Ten = new() { PlanHash = "p", Round = 1, Planned = 10, Before = 10 };
    private static readonly DeletionDecision Deletes = new DeletionDecision.Delete("map.yml:1", [], null);
    private static readonly DeletionDecision Masks = new DeletionDecision.Mask([], []);

    [Fact]
    public void A_first_attempt_reports_what_the_system_says()
    {
        var done = Ten.After(Step(Deletes), byKey: true, new ChangeResult { Matched = 10, Deleted = 7, Masked = 3 });

        Assert.Equal((true, 7L, 3L, 0L), (done.Done, done.Deleted, done.Masked, done.ByEarlierAttempt));
    }

    [Fact]
    public void Rows_that_are_gone_when_the_next_attempt_comes_were_deleted_by_the_one_before()
    {
        var done = Ten.Recounted(Step(Deletes), there: 3).After(Step(Deletes), byKey: true, new ChangeResult { Matched = 3, Masked = 3 });

        Assert.Equal((7L, 3L, 7L), (done.Deleted, done.Masked, done.ByEarlierAttempt));
    }

    [Fact]
    public void An_attempt_that_failed_half_way_reports_what_its_first_transactions_did()
    {
        var partly = Ten.AfterPart(new ChangeResult { Matched = 4, Deleted = 4 });
        var done = partly.Recounted(Step(Deletes), there: 6).After(Step(Deletes), byKey: true, new ChangeResult { Matched = 6, Deleted = 6 });

        Assert.Equal((false, 4L), (partly.Done, partly.Affected));
        Assert.Equal(10, done.Deleted);
    }

    [Fact]
    public void Masking_by_key_again_counts_no_row_twice()
    {
        var done = Ten.Recounted(Step(Masks), there: 10).After(Step(Masks), byKey: true, new ChangeResult { Matched = 10, Masked = 10 });

        Assert.Equal((10L, 0L), (done.Masked, done.ByEarlierAttempt));
    }

    [Fact]
    public void Rows_without_a_key_that_a_mask_hid_from_the_search_were_masked_by_the_attempt_before()
    {
        var done = Ten.Recounted(Step(Masks, keyed: false), there: 4).After(Step(Masks, keyed: false), byKey: false, new ChangeResult { Matched = 4, Masked = 4 });

        Assert.Equal((10L, 6L), (done.Masked, done.ByEarlierAttempt));
    }

    private static PlanStep Step(DeletionDecision decision, bool keyed = true) => new()
    {
        Id = "s1",
        Dataset = "shop",
        Collection = "person",
        Namespace = new Dictionary<string, string>(),
        Shown = new ShownNames("shop", "person", new Dictionary<string, string>()),
        Fields = [],
        KeyFields = [],
        Documents = [],
        PrimaryKey = keyed ? ["id"] : [],
        Exported = [],
        WithheldFields = [],
        Inputs = [],
        Outputs = [],
        Vouches = [],
        Sharing = Sharing.None,
        Disclosure = new Disclosure(DisclosureKind.WalkThrough),
        Deletion = decision,
        RowCap = 100,
        Needs = [],
    };
}
