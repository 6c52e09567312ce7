namespace PrivacyFunctions.DataMap;

/// <summary>The stable codes of map problems. <c>docs/data-map.md</c> explains each with its remedy.</summary>
public static class MapCodes
{
    // Reading.
    public const string FolderMissing = "folder-missing";
    public const string FileUnreadable = "file-unreadable";
    public const string FileTooLarge = "file-too-large";
    public const string NotUtf8 = "not-utf8";
    public const string YamlSyntax = "yaml-syntax";
    public const string YamlDuplicateKey = "yaml-duplicate-key";
    public const string YamlTooDeep = "yaml-too-deep";
    public const string YamlTooLarge = "yaml-too-large";
    public const string YamlAlias = "yaml-alias";
    public const string WrongType = "wrong-type";
    public const string ValueMissing = "value-missing";
    public const string Duplicate = "duplicate";
    public const string TooManyProblems = "too-many-problems";
    public const string UnknownKey = "unknown-key";
    public const string UnusedKey = "unused-key";
    public const string SaasLater = "saas-not-yet";
    public const string InvalidValue = "invalid-value";
    public const string InvalidName = "invalid-name";
    public const string InvalidLimit = "invalid-limit";
    public const string UnknownStrategy = "unknown-strategy";
    public const string UnknownGround = "unknown-ground";
    public const string ObjectSetting = "object-setting-ignored";

    // The map against itself.
    public const string UnknownDataset = "unknown-dataset";
    public const string UnknownCollection = "unknown-collection";
    public const string UnknownField = "unknown-field";
    public const string UnknownCategory = "unknown-category";
    public const string UnknownIdentity = "unknown-identity";
    public const string SelfReference = "self-reference";
    public const string AmbiguousKeyName = "ambiguous-key-name";
    public const string UnreachableCollection = "unreachable-collection";
    public const string SharedPath = "shared-path";
    public const string CompositeInArray = "composite-in-array";
    public const string AfterCycle = "after-cycle";
    public const string EraseAfterCycle = "erase-after-cycle";
    public const string NoConnection = "no-connection";
    public const string UnknownKind = "unknown-kind";
    public const string UnknownSetting = "unknown-setting";
    public const string SettingMissing = "setting-missing";
    public const string PlaceholderUnresolved = "placeholder-unresolved";
    public const string PrimaryKeyMissing = "primary-key-missing";
    public const string MaskBeforeRetain = "mask-before-retain";
    public const string DeletionContradiction = "deletion-contradiction";
    public const string DeletionNeverApplies = "deletion-never-applies";
    public const string DeletionMatchesNothing = "deletion-matches-nothing";
    public const string DeletionChangesNothing = "deletion-changes-nothing";
    public const string KeyNeedsDecision = "key-needs-decision";
    public const string VouchUnusable = "vouch-unusable";
    public const string TraverseUnused = "traverse-unused";

    // The map against the live systems.
    public const string SystemUnreachable = "system-unreachable";
    public const string TableMissing = "table-missing";
    public const string ColumnMissing = "column-missing";
    public const string TableUnmapped = "table-unmapped";
    public const string ColumnUnmapped = "column-unmapped";
    public const string FieldUncategorised = "field-uncategorised";
    public const string FieldNotNested = "field-not-nested";
    public const string PartialCompositeKey = "partial-composite-key";
    public const string MaskImpossible = "mask-impossible";
    public const string NotWritable = "not-writable";
    public const string CascadeIntoKept = "cascade-into-kept";
    public const string CascadeIntoMasked = "cascade-into-masked";
    public const string TriggerIntoKept = "trigger-into-kept";
    public const string EraseOrderImpossible = "erase-order-impossible";
    public const string TriggerFires = "trigger-fires";
}
