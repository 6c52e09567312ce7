using System.Globalization;
using Microsoft.DurableTask;

namespace PrivacyFunctions.Local.Durable.History;

/// <summary>Failures as bytes. Properties are kept as text.</summary>
internal static class FailureCodec
{
    public static void Write(PayloadWriter writer, TaskFailureDetails failure)
    {
        writer.Text(failure.ErrorType);
        writer.Text(failure.ErrorMessage);
        writer.Text(failure.StackTrace);
        writer.Number(failure.Properties?.Count ?? 0);
        foreach (var (name, value) in failure.Properties ?? new Dictionary<string, object?>())
        {
            writer.Text(name);
            writer.Text(value is null ? null : Convert.ToString(value, CultureInfo.InvariantCulture));
        }

        writer.Flag(failure.InnerFailure is not null);
        if (failure.InnerFailure is not null) Write(writer, failure.InnerFailure);
    }

    public static TaskFailureDetails Read(ref PayloadReader reader)
    {
        var type = reader.Text();
        var message = reader.Text();
        var stack = reader.TextOrNull();
        var properties = ReadProperties(ref reader);
        var inner = reader.Flag() ? Read(ref reader) : null;
        return new TaskFailureDetails(type, message, stack, inner, properties);
    }

    public static byte[] ToBytes(TaskFailureDetails failure)
    {
        using var writer = new PayloadWriter();
        Write(writer, failure);
        return writer.ToArray();
    }

    public static TaskFailureDetails FromBytes(ReadOnlySpan<byte> bytes)
    {
        var reader = new PayloadReader(bytes);
        return Read(ref reader);
    }

    private static Dictionary<string, object?>? ReadProperties(ref PayloadReader reader)
    {
        var count = reader.Number();
        if (count == 0) return null;
        var properties = new Dictionary<string, object?>();
        for (var i = 0; i < count; i++) properties[reader.Text()] = reader.TextOrNull();
        return properties;
    }
}
