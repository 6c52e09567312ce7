using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>One token for all staff, with all roles: the setting <c>Privacy__StaffToken</c>. Without one, nobody is staff.</summary>
public sealed class StaffTokenAuthentication(HttpSettings settings) : IStaffAuthentication
{
    private static readonly StaffMember Everyone =
        new("staff", new HashSet<Audience> { Audience.Reader, Audience.Operator, Audience.Approver });

    public ValueTask<StaffMember?> AuthenticateAsync(HttpRequest request, CancellationToken cancellation)
    {
        var fits = settings.StaffToken is { } token && BearerToken.Same(token, BearerToken.Read(request));
        return ValueTask.FromResult(fits ? Everyone : null);
    }
}
