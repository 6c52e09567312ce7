using System.Globalization;
using CsCheck;
using PrivacyFunctions.Connecting;
using static PrivacyFunctions.Tests.Contracts.Connecting.Changing;
using static PrivacyFunctions.Tests.Contracts.Connecting.Reading;

namespace PrivacyFunctions.Tests.Contracts.Connecting;

public abstract partial class ConnectorContract
{
    private const int NamesAtOnce = 25;

    // Fifty thousand in the longer run: PRIVACY_HOSTILE_NAMES=50000.
    private static readonly int NamesToTry = int.Parse(Environment.GetEnvironmentVariable("PRIVACY_HOSTILE_NAMES") ?? "150", CultureInfo.InvariantCulture);

    private static readonly Gen<string> Hostile = Gen.OneOf(
        OneOf(
            "\"; DROP TABLE canary; --", "'; DELETE FROM canary; --", "a\"\"b", "\"\"", "x\" WHERE 1=1 --", "*", "%", "NULL", "$1", "@k0_0", "@tables", ":x", "?", "{0}",
            "temp.privacy_rows", "rowid", "ctid", "tableoid", "oid", "select", "t", "h", "r", "m", "$$", "$body$", "\\", "E'\\x27'", "/*", "*/", "--", "\u202e", "\u0000x", "\ud800", "\ufeff", "﻿", "K", "ſ"),
        Gen.OneOf(OneOf("\"", "'", ";", "--", "/*", "*/", "\\", "\n", "\r", "\t", "$", "@", ":", "?", "[", "]", "`", "%", "(", ")", "\u0001", "ä", " ", "."), Gen.Char.AlphaNumeric.Select(letter => letter.ToString()))
            .Array[1, 10].Select(parts => string.Concat(parts)));

    [Fact]
    public async Task Hostile_identifiers_and_values_change_exactly_their_rows_and_execute_nothing()
    {
        await Database.ExecuteAsync("CREATE TABLE canary (id INTEGER PRIMARY KEY); INSERT INTO canary VALUES (1)");
        var table = 0;
        await Hostile.Array[NamesAtOnce].SampleAsync(
            async names =>
            {
                // A number in front keeps them apart; half a character and NUL are in no name and no text.
                var columns = names.Select((name, index) => $"{index}{name.Replace("\0", "", StringComparison.Ordinal).Replace("\ud800", "", StringComparison.Ordinal)}").ToArray();
                var collection = $"{columns[0]}{++table}";
                static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"")}\"";
                await Database.ExecuteAsync($"CREATE TABLE {Quoted(collection)} ({Quoted(columns[0])} VARCHAR(200) PRIMARY KEY, {string.Join(", ", columns.Skip(1).Select(name => $"{Quoted(name)} TEXT"))})");
                foreach (var own in columns.Take(3))
                    await Database.ExecuteAsync($"INSERT INTO {Quoted(collection)} VALUES ({string.Join(", ", columns.Select((_, index) => Database.Placeholder(index + 1)))})", [own, .. columns.Skip(1)]);

                var mask = Mask(Rows(collection, Keys(columns[0], columns[1])), [.. columns.Skip(3).Select((name, index) => new ValueMask([name], index % 2 == 0 ? new MaskMethod.Null() : new MaskMethod.Text(names[index])))]);
                if (mask.Masking.Values.All(value => value.Method is not MaskMethod.Text { Value: var text } || !text.Contains('\0', StringComparison.Ordinal) && !text.Contains('\ud800', StringComparison.Ordinal)))
                    Assert.Equal((1, ""), ((await System.ChangeAsync(mask, default)) is var done ? (done.Masked, done.Codes()) : default));
                Assert.Equal(1, (await System.ChangeAsync(Delete(Rows(collection, Keys(columns[0], columns[2]))), default)).Deleted);
                Assert.Equal(2, await System.CountAsync(Rows(collection, Keys(columns[0], columns)), default));
                Assert.Equal(2, (await System.ChangeAsync(Delete(Rows(collection, Keys(columns[1], columns[1]))), default)).Deleted);
                foreach (var name in names.Take(2)) await FailsAsync(ConnectorFailureKind.SchemaChanged, () => System.ChangeAsync(Delete(Rows(name + "!", Keys("id", "1"))), default));
                await Database.ExecuteAsync($"DROP TABLE {Quoted(collection)}");
            },
            iter: Math.Max(1, NamesToTry / NamesAtOnce), threads: 1);
        Assert.Equal("1", await Database.TableAsync("SELECT id FROM canary"));
    }
}
