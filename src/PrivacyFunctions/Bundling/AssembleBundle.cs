namespace PrivacyFunctions.Bundling;
public static class AssembleBundle { public const string Name = "AssembleBundle"; }
