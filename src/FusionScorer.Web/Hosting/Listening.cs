using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FusionScorer.Core;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FusionScorer.Web.Hosting;

/// <summary>Where the app listens, and under which names it may be asked.</summary>
internal static class Listening
{
    private const long LargestBody = 256 * 1024;

    public static void Configure(WebApplicationBuilder builder, ReviewOptions options)
    {
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
            if (options.Bind == "localhost")
                kestrel.ListenLocalhost(options.Port, Secure);
            else
                kestrel.Listen(AddressOf(options), options.Port, Secure);
        });

        // A page elsewhere could give its own name this machine's address; then it would be the same origin.
        builder.Services.AddHostFiltering(filter =>
        {
            filter.AllowedHosts = [.. Names(options)];
            filter.AllowEmptyHosts = false;
        });

        void Secure(ListenOptions listen)
        {
            if (options.Certificate is not null)
                listen.UseHttps(CertificateOf(options));
        }
    }

    private static IPAddress AddressOf(ReviewOptions options) => IPAddress.TryParse(options.Bind, out var address)
        ? address
        : throw new BadInputException($"'{options.Bind}' is no address to listen on; write one like 127.0.0.1 or 0.0.0.0");

    private static IEnumerable<string> Names(ReviewOptions options)
    {
        List<string> names = ["localhost", "127.0.0.1", "[::1]", .. options.Hosts];
        if (options.IsLoopback)
            return names;
        var own = NetworkInterface.GetAllNetworkInterfaces().SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(address => address.Address);
        return [.. names, Environment.MachineName, .. own.Select(address => address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString())];
    }

    private static X509Certificate2 CertificateOf(ReviewOptions options)
    {
        try
        {
            return X509CertificateLoader.LoadPkcs12FromFile(options.Certificate!, options.Environment("FUSION_CERTIFICATE_PASSWORD"));
        }
        catch (Exception fault) when (fault is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(options.Certificate!, 0, $"is no PKCS #12 certificate that opens with FUSION_CERTIFICATE_PASSWORD ({fault.Message.ReplaceLineEndings(" ")})");
        }
    }
}
