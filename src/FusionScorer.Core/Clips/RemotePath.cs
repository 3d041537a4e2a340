namespace FusionScorer.Core.Clips;

/// <summary>Paths of a library that a web server holds: its address, and below it the relative paths as they are, unescaped.</summary>
public static class RemotePath
{
    private const string Http = "http://";
    private const string Https = "https://";

    /// <summary>Whether a path is an address.</summary>
    public static bool Is(string path) => path.StartsWith(Https, StringComparison.Ordinal) || path.StartsWith(Http, StringComparison.Ordinal);

    /// <summary>The address that is asked for: each name below the server is escaped.</summary>
    public static string Escape(string path)
    {
        var scheme = path.IndexOf("://", StringComparison.Ordinal) + 3;
        var server = path.IndexOf('/', scheme);
        return server < 0 ? path : path[..server] + string.Join('/', path[server..].Split('/').Select(Uri.EscapeDataString));
    }

    /// <summary>Whether a relative path stays below its library.</summary>
    public static bool StaysBelow(string relative) =>
        !relative.StartsWith('/') && !relative.Contains('\0', StringComparison.Ordinal) && relative.Split('/').All(name => name is not (".." or "." or ""));
}
