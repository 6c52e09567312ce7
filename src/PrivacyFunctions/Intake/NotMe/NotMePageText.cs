using System.Net;
using System.Security.Cryptography;
using System.Text;
using PrivacyFunctions.Http;
using PrivacyFunctions.Requests;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Intake;

/// <summary>The words of the page on which a deletion is stopped. No script, no outside resource.</summary>
public sealed class NotMePageText(OrganisationSettings organisation)
{
    public const string Html = "text/html; charset=utf-8";

    private const string Style =
        "body{font:1.1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:3rem auto;padding:0 1rem;color:#1b1b1b;background:#fff}"
        + "button{font:inherit;padding:.7rem 1.4rem;border:0;border-radius:.4rem;background:#a4161a;color:#fff;cursor:pointer}"
        + "button:focus{outline:3px solid #1b1b1b;outline-offset:2px}";

    private static readonly string Policy =
        $"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    private string Name => WebUtility.HtmlEncode(organisation.Name);

    private string Contact => WebUtility.HtmlEncode(organisation.Contact);

    /// <summary>The question, with its button.</summary>
    public ApiAnswer Ask(RequestId id, string token) => Page(
        200,
        "Was it not you who asked?",
        $"""
        <p>Somebody who could read mail to this address asked {Name} to delete your personal data. What is deleted cannot be brought back.</p>
        <p>If it was you, close this page: nothing changes. If it was not you, press the button, and nothing is deleted before our staff have looked into it.</p>
        <form method="post" action="/r/{id}/not-me"><input type="hidden" name="token" value="{WebUtility.HtmlEncode(token)}"><button type="submit">This was not me: stop the deletion</button></form>
        """);

    /// <summary>What became of an objection.</summary>
    public ApiAnswer Of(Objection objection) => objection switch
    {
        Objection.Frozen => Page(200, "The deletion is stopped", $"<p>Nothing is deleted before our staff have looked into it. They may write to you. You can also write to {Contact}.</p>"),
        Objection.Stopped => Page(200, "Nothing is being deleted", $"<p>The request was closed already, and nothing was deleted. Questions: {Contact}</p>"),
        Objection.TooLate => Page(409, "The deletion has begun", $"<p>It is too late to stop it here. Write to {Contact} at once.</p>"),
        _ => Nothing(),
    };

    /// <summary>For links that fit nothing.</summary>
    public ApiAnswer Nothing() => Page(404, "There is nothing here", $"<p>Copy the whole link from the mail, up to its end. If that does not help, write to {Contact}.</p>");

    private static ApiAnswer Page(int status, string title, string body) => new(
        status,
        Encoding.UTF8.GetBytes(
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><style>{Style}</style></head>"
            + $"<body><main><h1>{title}</h1>{body}</main></body></html>"))
    {
        MediaType = Html,
        ContentSecurity = Policy,
    };
}
