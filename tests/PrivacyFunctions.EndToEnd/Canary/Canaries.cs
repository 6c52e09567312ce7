using System.Globalization;
using System.Text.RegularExpressions;

namespace PrivacyFunctions.EndToEnd.Canary;

/// <summary>
/// What is searched for. Every value of every person is a stem, which says what it is and occurs nowhere by chance, and the person's number: a stem
/// that is found anywhere is a hit, and what follows says whose.
/// </summary>
internal static partial class Canaries
{
    public const string Name = "canaryname7f3ae1";
    public const string Foreign = "Канарейкина";
    public const string Mail = "canarymail5d2b90";
    public const string Host = "canaryhost2b7e41.example";
    public const string Phone = "+4930775533110";
    public const string Claim = "canaryclaim8e6012";
    public const string Key = "canarykey55d0c1";
    public const string Cell = "canarycell91c4d7";
    public const string Nested = "canarynested0e83b5";
    public const string Element = "canaryelement3fd274";
    public const string Broken = "canarybroken77a9e0";
    public const string Ticket = "canaryticket12c8f6";
    public const string Note = "canarynote3b8fa2";
    public const string File = "canaryfile6ad5e3";
    public const string Wide = "canarywide9b41f0";
    public const string Quoted = "canaryquoted2e71f3";
    public const string Reason = "canaryreason64be09";
    public const string Method = "canarymethod0d57a8";
    public const string Idempotency = "canaryrepeat83c2d5";
    public const string Agent = "canaryagent2f96e7";
    public const string Stray = "canarystray4c9d08";
    public const string Secret = "canarysecretb36f1a";
    public const string Network = "2001:db8:ca4a:5eed";

    /// <summary>Keys of rows: numbers of eight bytes of which the last two are the person's, and UUIDs of which the first eight are everybody's.</summary>
    public const long Number = 0x4C9D_5EED_A1B2_0000;

    private static readonly Guid Common = Guid.Parse("c0a2a7e1-5eed-4bad-8000-000000000000");

    /// <summary>Texts that must be nowhere, in no form.</summary>
    public static IReadOnlyList<string> Stems =>
    [
        Name, Foreign, Mail, Host, Phone[1..], Claim, Key, Cell, Nested, Element, Broken, Ticket, Note, File, Wide, Quoted, Reason, Method, Idempotency, Agent, Stray, Secret, Network,
        Number.ToString(CultureInfo.InvariantCulture)[..^5], Common.ToString()[..18], Common.ToString("N")[..16],
    ];

    /// <summary>What people's keys and addresses have in common in bytes, as a database or a network would hold them.</summary>
    public static IReadOnlyList<byte[]> Bytes =>
    [
        [.. BitConverter.GetBytes(Number).Skip(2)], [.. BitConverter.GetBytes(Number).Skip(2).Reverse()],
        Common.ToByteArray()[..8], Common.ToByteArray(bigEndian: true)[..8], System.Net.IPAddress.Parse(Network + "::").GetAddressBytes()[..8],
    ];

    public static string Address(int i, string before = "") => $"{before}{Mail}-{i}@{Host}";

    public static string FullName(int i) => $"Zoë {Name}-{i} {Foreign}";

    public static string PhoneOf(int i) => Phone + i.ToString("D5", CultureInfo.InvariantCulture);

    public static string NetworkOf(int i) => string.Create(CultureInfo.InvariantCulture, $"{Network}::{i + 1:x}");

    /// <summary>The numbers of the people whose canaries are in a text.</summary>
    public static IEnumerable<int> PeopleIn(string text) => Numbered().Matches(text).Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"(?:canary[a-z]+[0-9a-f]{6}-|30775533110)(\d+)")]
    private static partial Regex Numbered();
}
