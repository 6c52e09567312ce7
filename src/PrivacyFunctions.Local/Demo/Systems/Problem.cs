using System.Collections.Immutable;

namespace PrivacyFunctions.Local.Demo.Systems;

/// <summary>Something that people ask OpenTech Support about, told from first message to last.</summary>
/// <param name="Subject">What the ticket is called.</param>
/// <param name="Description">What the person wrote.</param>
/// <param name="Answer">What the technician answered.</param>
/// <param name="Note">What the technician noted for colleagues.</param>
/// <param name="Thanks">What the person wrote last.</param>
/// <param name="Tags">How the ticket is filed.</param>
internal sealed record Problem(string Subject, string Description, string Answer, string Note, string Thanks, ImmutableArray<string> Tags)
{
    public static ImmutableArray<Problem> All { get; } =
    [
        new("Cannot connect to the VPN from home", "Since this morning the VPN stops at 'verifying credentials'. I am on my home Wi-Fi.",
            "Your certificate had expired. I issued a new one; please restart the VPN client once.", "Client certificate expired, renewed for 24 months. Checked clock skew: none.",
            "Works again, thank you for the quick help.", ["vpn", "network"]),
        new("Outlook asks for my password again and again", "Outlook shows the sign-in window every few minutes, also after a restart.",
            "There was an old token on the computer. I cleared it and signed you in again.", "Removed cached token, modern auth enforced. User was travelling, sign-in from unusual place.",
            "No more windows since then.", ["mail", "sign-in"]),
        new("Laptop very slow after the update", "Everything takes ages since the update last night, the fan is running all the time.",
            "The update was still indexing files. I limited it to nights; please leave the laptop on this evening.", "Search indexer at 90 % CPU. Disk health ok, 81 % battery. Ordered no parts.",
            "Much better today.", ["performance", "windows"]),
        new("Printer on the second floor prints blank pages", "The big printer next to the kitchen prints only blank pages, other people have it too.",
            "A cartridge was empty but not reported. It is replaced.", "Firmware reports toner wrong, vendor case opened.", "Printing fine, thanks!", ["printer"]),
        new("Please restore a deleted folder", "I deleted the folder 'Offers 2024' by mistake. Can you bring it back?",
            "Restored from last night's backup into the same place.", "Restore of 412 files, 1.3 GB. User had confirmed deletion twice.", "All files are there. You saved my week.", ["backup", "restore"]),
        new("Suspicious e-mail with an invoice", "I received an invoice from a sender I do not know and I fear that I clicked on the link. Screenshot attached.",
            "Thank you for telling us at once. We reset your password and found nothing on the computer.", "Phishing, link opened in sandbox: credential page. Password reset, sessions revoked, no sign-in seen.",
            "I will be more careful, thanks.", ["security", "phishing"]),
        new("New phone: second factor does not work", "I have a new phone and the codes of the app are not accepted any more.",
            "I removed the old phone and sent you a link for the new one.", "Identity checked by call-back to the number on file.", "Done, it took two minutes.", ["sign-in", "second-factor"]),
        new("Need access to the shared calendar of my team", "Could I get access to the calendar of the planning team?",
            "Your manager agreed, you have read access now.", "Approval by manager on file.", "I can see it, thanks.", ["access"]),
        new("Video calls freeze in the afternoon", "In the afternoon every call freezes for some seconds, mostly when I share my screen.",
            "Your Wi-Fi channel was crowded. The access point moved to another one.", "Channel 6 at 94 % utilisation after 14:00, moved to 44.", "Calls are stable since Tuesday.", ["network", "calls"]),
        new("=SUM() shows #NAME? in the monthly report", "The formula =SUM(B2:B40) shows #NAME? since we switched the language to <German>.",
            "Formulas are stored in English, display follows your language. I corrected the two cells with text in them.", "Two cells held text '=SUMME(...)'. No macro involved.",
            "The report is right again.", ["office", "spreadsheet"]),
        new("Docking station does not recognise the second screen", "One of the two screens stays black when I dock.",
            "A firmware update of the docking station helped.", "Dock firmware 1.0.9 to 1.0.14.", "Both screens work.", ["hardware"]),
        new("Please set up a computer for a new colleague", "We have a new colleague from the first of next month. Please prepare a laptop like mine.",
            "The laptop is on its way to your office and enrolled in monitoring.", "Standard image 24H2, disk encrypted, enrolled.", "It arrived, thank you.", ["onboarding"]),
        new("Disk almost full warning", "Every day I get a warning that the disk is almost full.",
            "Old update files took 38 GB. They are gone and will be cleaned monthly.", "Cleanup task scheduled. Remaining: 112 GB.", "The warning is gone.", ["storage", "monitoring"]),
        new("Cannot open an encrypted attachment", "A customer sent me an encrypted PDF and I only see a lock.",
            "The file needs the customer's reader certificate. We asked them for the plain file through the portal.", "S/MIME chain not trusted; told user not to forward.", "I got the file through the portal.", ["mail", "encryption"]),
    ];
}
