namespace PrivacyFunctions.Staging;

/// <summary>A large value that was staged.</summary>
/// <param name="FileName">Its name in the bundle, <c>&lt;n&gt;.&lt;ext&gt;</c>, counted from 1 within the collection.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct LargeValueRef(string FileName, long Length);
