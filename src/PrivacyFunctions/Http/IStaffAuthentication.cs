using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>Finds out which member of staff makes a call: a shared token locally, Entra ID on Azure.</summary>
public interface IStaffAuthentication
{
    /// <summary>Who calls, or null when no valid token is there.</summary>
    ValueTask<StaffMember?> AuthenticateAsync(HttpRequest request, CancellationToken cancellation);
}

/// <summary>A member of staff.</summary>
/// <param name="Id">A stable id, for the audit log.</param>
/// <param name="Roles">What they may do.</param>
/// <param name="Shared">Whether the id stands for all staff, so that nobody can tell who it was.</param>
public sealed record StaffMember(string Id, IReadOnlySet<Audience> Roles, bool Shared = false);
