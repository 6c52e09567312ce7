namespace PrivacyFunctions.Connecting;

/// <summary>How a value is to be taken from an <see cref="IRecordReader"/>.</summary>
public enum FieldContent
{
    /// <summary>No value.</summary>
    Null,

    /// <summary>Small: <see cref="IRecordReader.Write"/>.</summary>
    Inline,

    /// <summary>Bytes of more than <see cref="LargeValue.InlineBytes"/>: <see cref="IRecordReader.OpenLarge"/>.</summary>
    LargeBytes,

    /// <summary>Text of more than <see cref="LargeValue.InlineText"/>, or a document of more than <see cref="LargeValue.InlineDocument"/>, bytes in UTF-8: <see cref="IRecordReader.OpenLarge"/>.</summary>
    LargeText,
}
