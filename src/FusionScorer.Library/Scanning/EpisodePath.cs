using System.Globalization;
using System.Text.RegularExpressions;

namespace FusionScorer.Library.Scanning;

/// <summary>An episode by its path, as Kodi and Jellyfin name them: <c>Show/Season 01/Show S01E02.mkv</c>, <c>Show - 1x02.mp4</c>.</summary>
/// <param name="Series">The show, as the file or its folder names it.</param>
/// <param name="Season">The season; 0 = specials.</param>
/// <param name="Episode">The (first) episode.</param>
public sealed partial record EpisodePath(string Series, int Season, int Episode)
{
    /// <summary>Reads a path.</summary>
    /// <param name="path">Relative, with slashes.</param>
    /// <returns>Null when it is no episode, or of no show that could be named.</returns>
    public static EpisodePath? Of(string path)
    {
        var folders = path.Split('/');
        if (Numbers().Match(Path.GetFileNameWithoutExtension(folders[^1])) is not { Success: true } match)
            return null;
        var show = Words(match.Groups["show"].Value);
        for (var at = folders.Length - 2; show.Length == 0 && at >= 0; at--)
        {
            if (!SeasonFolder().IsMatch(folders[at]))
                show = folders[at].Trim();
        }

        return show.Length == 0 ? null : new EpisodePath(show, Number(match.Groups["season"]), Number(match.Groups["episode"]));
    }

    /// <summary>Whether a folder holds a season of a show, not the show.</summary>
    public static bool IsSeason(string folder) => SeasonFolder().IsMatch(folder);

    private static string Words(string text)
    {
        // Dots and underscores stand for blanks where there are none.
        var spaced = text.Contains(' ', StringComparison.Ordinal) ? text : text.Replace('.', ' ').Replace('_', ' ');
        return spaced.Trim(' ', '-', '_', '.', '[', '(');
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<show>.*?)(?<![\p{L}\p{Nd}])(s(?<season>[0-9]{1,4})[ ._-]*e(?<episode>[0-9]{1,4})|(?<season>[0-9]{1,2})x(?<episode>[0-9]{1,3}))(?![\p{Nd}])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Numbers();

    [GeneratedRegex(@"^((season|series|staffel|saison|temporada)[ ._-]*[0-9]{1,4}|s[0-9]{1,4}|specials|extras)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SeasonFolder();
}
