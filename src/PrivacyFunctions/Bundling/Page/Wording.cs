using System.Globalization;
using System.Text;
using PrivacyFunctions.Requests;

namespace PrivacyFunctions.Bundling.Page;

/// <summary>Codes and technical names in plain words.</summary>
internal static class Wording
{
    private static readonly string[] Abbreviations = ["id", "ip", "url", "uuid", "os", "vat", "iban", "api", "cpu", "ram", "dns", "mac", "sms", "pdf", "ai"];

    /// <summary>A field's or collection's name as a heading: <c>openedAt</c> and <c>opened_at</c> are "Opened at".</summary>
    public static string Label(string name)
    {
        var words = new StringBuilder();
        for (var i = 0; i < name.Length && words.Length < 120; i++)
        {
            var c = name[i];
            if (char.IsUpper(c) && i > 0 && char.IsLower(name[i - 1])) words.Append(' ');
            words.Append(c is '_' or '-' or '.' ? ' ' : c);
        }

        var spoken = words.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Word).ToList();
        if (spoken.Count == 0) return CellText.Clean(name);
        var text = string.Join(' ', spoken);
        return CellText.Clean(char.ToUpperInvariant(text[0]) + text[1..]);
    }

    /// <summary>A data category: <c>user.contact.email</c> is "Contact email".</summary>
    public static string Category(string category)
    {
        var names = (category.StartsWith("user.", StringComparison.Ordinal) ? category["user.".Length..] : category).Split('.');
        // "device.device_id" says it twice.
        return Label(string.Join('.', names.Where((name, i) => i + 1 == names.Length || !names[i + 1].StartsWith(name + "_", StringComparison.Ordinal))));
    }

    public static string Law(string law) => law switch
    {
        "gdpr" => "General Data Protection Regulation (GDPR)",
        "uk-gdpr" => "UK General Data Protection Regulation (UK GDPR)",
        "ccpa" => "California Consumer Privacy Act (CCPA)",
        _ => "Not yet determined; we keep to the earliest deadline of the laws that may apply",
    };

    public static string Right(Right right) => right switch
    {
        Requests.Right.Access => "A copy of your personal data",
        Requests.Right.Portability => "Your data in a portable form",
        _ => Label(WireName.Of(right)),
    };

    public static string Ground(string ground) => ground switch
    {
        "legal-obligation" => "A law obliges us",
        "legal-claims" => "Needed for legal claims",
        "legal-hold" => "Must be preserved for a legal matter",
        "expression" => "Freedom of expression and information",
        "public-interest" => "Public interest",
        "public-health" => "Public health",
        "research" => "Research, archives or statistics",
        "contract" => "Needed to perform a contract",
        "security" => "Security",
        "debug" => "Needed to find and repair faults",
        "internal-use" => "Internal use that you can expect",
        "rights-of-others" => "Rights and freedoms of others",
        "confidentiality" => "Confidentiality",
        "shared" => "Belongs to several people",
        "processor" => "We hold it on behalf of somebody else",
        "referenced-by-retained" => "Something we must keep refers to it",
        "unverified" => "We could not confirm that it is about you",
        "excessive" => "Excessive or repeated",
        "not-covered" => "Not covered by this right",
        _ => Label(ground),
    };

    public static string Gap(RequestGap gap, string system)
    {
        var place = gap.Collection is null ? system : $"{system}, {Label(gap.Collection)}";
        var count = gap.Count is { } number ? string.Create(CultureInfo.InvariantCulture, $" ({number:N0})") : "";
        return $"{place}: {Missing(gap.Code)}{count}";
    }

    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Rows(long number) => number == 1 ? "1 record" : $"{Number(number)} records";

    public static string Day(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset time) => time.ToUniversalTime().ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture) + " UTC";

    private static string Word(string word) =>
        Abbreviations.Contains(word.ToLowerInvariant()) ? word.ToUpperInvariant() : word.ToLowerInvariant();

    private static string Missing(string code) => code switch
    {
        GapCode.SystemFailed => "this system has not answered",
        GapCode.SystemSkipped => "this system was left out",
        GapCode.KeysMissing => "there may be more; a system that leads to it has not answered",
        GapCode.PlannedUnseen => "there may be more; this system did not answer when the search was prepared",
        GapCode.RowCap => "there is more than fits into this copy",
        GapCode.TableMissing => "we expected a table that is not there",
        GapCode.ColumnMissing => "we expected fields that are not there",
        GapCode.FoundAgain => "records that were found again after they were erased",
        GapCode.NotVerified => "nobody could look afterwards whether the records are gone",
        GapCode.NotMasked => "values that could not be removed",
        GapCode.NoPrimaryKey => "records that cannot be told apart, so they were not changed",
        GapCode.DocumentUnread => "records of which a part could not be read",
        _ => $"could not be read in full ({Label(code).ToLowerInvariant()})",
    };
}
