using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using PrivacyFunctions.Settings;

namespace PrivacyFunctions.Http;

/// <summary>Where people reach this server, for links in mails: as the setting <c>Privacy__PublicUrl</c> says, else where it listens.</summary>
public sealed class PublicAddress(OrganisationSettings organisation, IServiceProvider services)
{
    /// <summary>The address without a trailing slash; null when neither is known.</summary>
    public string? Root => (organisation.PublicUrl?.AbsoluteUri ?? Listening())?.TrimEnd('/');

    private string? Listening() => services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
}
