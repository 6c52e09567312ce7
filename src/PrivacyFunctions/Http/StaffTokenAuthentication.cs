using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>
/// Staff by token: members with tokens of their own, and one token for all of them with all roles (<c>Privacy__StaffToken</c>). Without any,
/// nobody is staff.
/// </summary>
public sealed class StaffTokenAuthentication(HttpSettings settings) : IStaffAuthentication
{
    private static readonly StaffMember Everyone =
        new("staff", new HashSet<Audience> { Audience.Reader, Audience.Operator, Audience.Approver }, Shared: true);

    public ValueTask<StaffMember?> AuthenticateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var presented = BearerToken.Read(request);
        var found = settings.StaffToken is { } token && BearerToken.Same(token, presented) ? Everyone : null;
        foreach (var named in settings.Staff)
        {
            if (BearerToken.Same(named.Token, presented)) found = named.Member;
        }

        return ValueTask.FromResult(found);
    }
}
