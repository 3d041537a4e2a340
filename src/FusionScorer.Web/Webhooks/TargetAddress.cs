using System.Net;
using System.Net.Sockets;
using FusionScorer.Core;

namespace FusionScorer.Web.Webhooks;

/// <summary>Where webhooks may go: addresses of the open internet, so that nobody reaches into the network of this machine through them.</summary>
internal static class TargetAddress
{
    /// <summary>Allows private and loopback targets when set to 1, for receivers in one's own network.</summary>
    public const string AllowPrivate = "FUSION_WEBHOOK_PRIVATE";

    private const int LongestUrl = 2000;

    // RFC 6890 and its registries (IANA special-purpose addresses), and what embeds IPv4 in IPv6.
    private static readonly IPNetwork[] Closed =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("169.254.0.0/16"),
        IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"), IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"),
        IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"), IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/3"),
        IPNetwork.Parse("::/128"), IPNetwork.Parse("::1/128"), IPNetwork.Parse("::/96"), IPNetwork.Parse("64:ff9b::/96"), IPNetwork.Parse("64:ff9b:1::/48"), IPNetwork.Parse("100::/64"),
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"), IPNetwork.Parse("fc00::/7"), IPNetwork.Parse("fe80::/10"),
        IPNetwork.Parse("fec0::/10"), IPNetwork.Parse("ff00::/8"),
    ];

    /// <summary>Whether an address is one of the open internet.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Array.Exists(Closed, network => network.Contains(plain));
    }

    /// <summary>What is wrong with a target as an administrator wrote it; null for nothing. Names are resolved only when something is sent.</summary>
    public static string? Fault(string? url, bool allowPrivate)
    {
        if (url is null or "" || url.Length > LongestUrl || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
            return "the address must be a whole one, such as https://hooks.example.org/fusion";
        if (uri.UserInfo.Length > 0 || uri.Fragment.Length > 0)
            return "the address must have no user, password or fragment; receivers check the signature instead";
        var closed = uri.IsLoopback || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && !IsPublic(address));
        return closed && !allowPrivate ? Refusal(uri.Host) : null;
    }

    /// <summary>Connects to a target after looking at the very address that is connected to: a name may resolve to something else the next time.</summary>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowPrivate, CancellationToken cancellation)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellation).ConfigureAwait(false);
        if (!allowPrivate && Array.Find(addresses, address => !IsPublic(address)) is not null)
            throw new BadInputException(Refusal(target.Host));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellation).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Refusal(string host) => $"{host} lies in a private network; start fusion review with {AllowPrivate}=1 if that is meant";
}
