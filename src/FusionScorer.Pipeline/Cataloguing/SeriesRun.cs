using FusionScorer.Core.Levels;
using FusionScorer.Library.Scanning;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>A series and the level that follows from its episodes.</summary>
/// <param name="Root">The library.</param>
/// <param name="Name">The show.</param>
/// <param name="Folder">The folder above all its episodes, relative to the library; empty for the library itself.</param>
/// <param name="Episodes">Its episodes in order: season, episode, clip id, level index or −1.</param>
/// <param name="Level">Index of its level; −1 when no episode has one.</param>
/// <param name="Decided">Whether people decided, or it is known, what every episode's level is.</param>
public sealed record SeriesSummary(string Root, string Name, string Folder, IReadOnlyList<(int Season, int Episode, string ClipId, int Level)> Episodes, int Level, bool Decided);

/// <summary>Rolls episodes up to series.</summary>
public static class SeriesRun
{
    /// <summary>All series of a project, by library and name.</summary>
    /// <param name="project">The project.</param>
    /// <param name="share">0: the highest level of any episode; else the strictest level that at least this share of the episodes with a level reaches.</param>
    public static IReadOnlyList<SeriesSummary> Run(Project project, double share)
    {
        var taxonomy = project.Policy.Taxonomy;
        var series = new Dictionary<(string, string, string), (string Name, List<EpisodeRow> Episodes)>();
        foreach (var row in ProjectExport.Clips(project))
        {
            if (row.Reference is not { } reference || reference.IndexOf(':', StringComparison.Ordinal) is not (> 0 and var colon) || EpisodePath.Of(reference[(colon + 1)..]) is not { } episode)
                continue;

            // Case is how somebody typed it; two shows of one name lie in two folders.
            var path = reference[(colon + 1)..];
            var key = (reference[..colon], ShowFolder(Parent(path)), episode.Series.ToUpperInvariant());
            if (!series.TryGetValue(key, out var found))
                series[key] = found = (episode.Series, []);
            found.Episodes.Add(new EpisodeRow(path, episode.Season, episode.Episode, row.ClipId, row.Level is { } level && taxonomy.TryParse(level, out var index) ? index : -1, NfoWriteBack.Stands(row.Source, row.Status)));
        }

        return [.. series.Select(entry => Sum(entry.Key.Item1, entry.Key.Item2, entry.Value.Name, entry.Value.Episodes, share))
            .OrderBy(sum => sum.Root, StringComparer.Ordinal).ThenBy(sum => sum.Name, StringComparer.OrdinalIgnoreCase)];
    }

    private static SeriesSummary Sum(string root, string folder, string name, List<EpisodeRow> episodes, double share)
    {
        episodes.Sort((a, b) => (a.Season, a.Episode, a.Path).CompareTo((b.Season, b.Episode, b.Path)));
        return new SeriesSummary(
            root, name, folder, [.. episodes.Select(episode => (episode.Season, episode.Episode, episode.ClipId, episode.Level))],
            SeriesLevel.Of([.. episodes.Select(episode => episode.Level)], share), episodes.TrueForAll(episode => episode.Decided));
    }

    private static string ShowFolder(string folder) => EpisodePath.IsSeason(folder[(folder.LastIndexOf('/') + 1)..]) ? Parent(folder) : folder;

    private static string Parent(string path) => path.LastIndexOf('/') is var slash and >= 0 ? path[..slash] : "";

    private sealed record EpisodeRow(string Path, int Season, int Episode, string ClipId, int Level, bool Decided);
}
