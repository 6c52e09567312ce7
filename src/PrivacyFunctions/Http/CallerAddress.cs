using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace PrivacyFunctions.Http;

/// <summary>Where a call comes from, as far as it can be believed.</summary>
public static class CallerAddress
{
    private const int SubnetBytes = 8;

    /// <summary>The caller's address: the connection's, or what the outermost trusted proxy saw. An IPv6 caller is its /64.</summary>
    public static IPAddress Of(HttpRequest request, int trustedProxies)
    {
        ArgumentNullException.ThrowIfNull(request);
        var address = request.HttpContext.Connection.RemoteIpAddress ?? IPAddress.None;
        if (trustedProxies > 0)
        {
            var hops = request.Headers["X-Forwarded-For"].ToString().Split(',', StringSplitOptions.TrimEntries);
            if (hops.Length >= trustedProxies && TryParse(hops[^trustedProxies], out var seen)) address = seen;
        }

        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address) ? Subnet(address) : address;
    }

    // Some proxies append the port.
    private static bool TryParse(string hop, out IPAddress address)
    {
        if (IPEndPoint.TryParse(hop, out var endpoint))
        {
            address = endpoint.Address;
            return true;
        }

        address = IPAddress.None;
        return false;
    }

    private static IPAddress Subnet(IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(SubnetBytes).Clear();
        return new IPAddress(bytes);
    }
}
