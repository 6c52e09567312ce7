using System.Net;
using Microsoft.AspNetCore.Http;
using PrivacyFunctions.Http;

namespace PrivacyFunctions.Tests.Http;

public sealed class CallerAddressTests
{
    [Theory]
    [InlineData("192.0.2.7", null, 0, "192.0.2.7")]
    [InlineData("192.0.2.7", "198.51.100.1", 0, "192.0.2.7")]
    [InlineData("192.0.2.7", "198.51.100.1", 1, "198.51.100.1")]
    [InlineData("192.0.2.7", "203.0.113.9, 198.51.100.1", 1, "198.51.100.1")]
    [InlineData("192.0.2.7", "203.0.113.9, 198.51.100.1", 2, "203.0.113.9")]
    [InlineData("192.0.2.7", "198.51.100.1:4711", 1, "198.51.100.1")]
    [InlineData("192.0.2.7", "198.51.100.1", 2, "192.0.2.7")]
    [InlineData("192.0.2.7", "nonsense", 1, "192.0.2.7")]
    [InlineData("::ffff:192.0.2.7", null, 0, "192.0.2.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", null, 0, "2001:db8:1:2::")]
    [InlineData("::1", null, 0, "::1")]
    public void A_caller_is_whom_trusted_proxies_saw(string connection, string? forwarded, int proxies, string caller)
    {
        var http = new DefaultHttpContext();
        http.Connection.RemoteIpAddress = IPAddress.Parse(connection);
        if (forwarded is not null) http.Request.Headers["X-Forwarded-For"] = forwarded;
        Assert.Equal(IPAddress.Parse(caller), CallerAddress.Of(http.Request, proxies));
    }
}
