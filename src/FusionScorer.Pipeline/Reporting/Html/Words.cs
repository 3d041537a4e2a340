using System.Globalization;

namespace FusionScorer.Pipeline.Reporting.Html;

/// <summary>Numbers as people read them.</summary>
internal static class Words
{
    public const string Unknown = "–";

    public static string Share(double? share) => share is { } known ? known.ToString("0.0%", CultureInfo.InvariantCulture).Replace("100.0%", "100%", StringComparison.Ordinal) : Unknown;

    public static string Tick(double share) => share.ToString("0.##%", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Number(double? number) => number is { } known ? known.ToString("0.00", CultureInfo.InvariantCulture) : Unknown;

    public static string Plain(double number) => number.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    public static string Short(string hash) => hash.Length > 8 ? hash[..8] : hash;

    /// <summary>A version; of what follows a plus sign, the start is enough to know the build.</summary>
    public static string Version(string version) => version.IndexOf('+', StringComparison.Ordinal) is var plus and >= 0 && version.Length > plus + 9 ? version[..(plus + 9)] : version;

    /// <summary>A count with its noun.</summary>
    public static string Of(long count, string one, string many) => $"{Count(count)} {(count == 1 ? one : many)}";

    public static string Interval(double? low, double? high) => low is { } from && high is { } to ? $"{Share(from)} – {Share(to)}" : Unknown;
}
