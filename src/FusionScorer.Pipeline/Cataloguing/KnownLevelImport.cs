using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Reads tables of levels (<c>clip_id,level</c>) whose clips may be named in any way that commands accept.</summary>
public static class KnownLevelImport
{
    /// <summary>Takes a table as the known levels of its source.</summary>
    /// <returns>How many there are.</returns>
    public static int Run(Project project, string path)
    {
        var levels = Read(project, path);
        project.Store.Decisions.ReplaceKnownLevels(
            $"file:{Path.GetFileName(path)}", [.. levels.OrderBy(pair => pair.Key).Select(pair => new KnownLevel(pair.Key, pair.Value, Path.GetFileName(path)))]);
        return levels.Count;
    }

    /// <summary>Level names by clip number.</summary>
    /// <exception cref="BadInputException">The table is faulty, or names an unknown clip.</exception>
    public static IReadOnlyDictionary<long, string> Read(Project project, string path)
    {
        var references = References(project);
        var numbers = new List<long>();
        var index = new Dictionary<string, int>(references.Count, StringComparer.Ordinal);
        foreach (var (reference, no) in references)
        {
            index.Add(reference, numbers.Count);
            numbers.Add(no);
        }

        var levels = TruthCsv.Read(path, index, project.Policy.Taxonomy);
        var known = new Dictionary<long, string>();
        for (var i = 0; i < levels.Length; i++)
        {
            if (levels[i] >= 0)
                known[numbers[i]] = project.Policy.Taxonomy[levels[i]];
        }

        return known;
    }

    /// <summary>Every way to name each clip; a path alone will do while the project has one library.</summary>
    private static Dictionary<string, long> References(Project project)
    {
        var references = new Dictionary<string, long>(project.Store.Clips.References(), StringComparer.Ordinal);
        if (project.File.Libraries.Length != 1)
            return references;
        foreach (var clip in project.Store.Clips.All())
        {
            if (clip.Path is not null)
                references.TryAdd(clip.Path, clip.No);
        }

        return references;
    }
}
