namespace FusionScorer.Web;

/// <summary>Where and how the review app runs.</summary>
public sealed record ReviewOptions
{
    /// <summary>Port that is asked for when none is named.</summary>
    public const int UsualPort = 5080;

    /// <summary>Address to listen on.</summary>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 for any free one.</summary>
    public int Port { get; init; } = UsualPort;

    /// <summary>Names under which browsers may ask for it, beside the address itself.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>A PKCS #12 file for TLS; its password is in <c>FUSION_CERTIFICATE_PASSWORD</c>. Null = plain HTTP.</summary>
    public string? Certificate { get; init; }

    /// <summary>Reads an environment variable.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Takes what goes wrong, one line each.</summary>
    public Action<string> Log { get; init; } = _ => { };

    /// <summary>Whether only this machine can reach it.</summary>
    public bool IsLoopback => Bind is "localhost" || (System.Net.IPAddress.TryParse(Bind, out var address) && System.Net.IPAddress.IsLoopback(address));
}
