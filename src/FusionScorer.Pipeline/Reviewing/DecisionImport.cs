using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Reads answers from a table. Importing the same table again adds nothing.</summary>
public static class DecisionImport
{
    /// <summary>All decisions of a table; nothing is saved.</summary>
    /// <param name="project">The project.</param>
    /// <param name="session">Makes the decisions.</param>
    /// <param name="path">The table.</param>
    /// <param name="reviewer">Who answered where the table does not say.</param>
    /// <exception cref="BadInputException">A faulty row, or one that names no clip; nothing of the table counts then.</exception>
    public static IReadOnlyList<Decision> Read(Project project, ReviewSession session, string path, string reviewer)
    {
        var references = project.Store.Clips.References();
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        var decisions = new List<Decision>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in DecisionCsv.Read(path, project.Policy.Taxonomy))
        {
            if (!references.TryGetValue(row.Clip, out var no) || !clips.TryGetValue(no, out var clip))
                throw new BadInputException(path, row.Line, $"no clip is '{row.Clip}'; name it by its id, by library:relative/path or by imdb:tt…");
            var reopens = row.Kind == DecisionKind.Reopen;
            var answer = row.Kind == DecisionKind.Level ? row.Levels.Format(project.Policy.Taxonomy) : row.Kind.ToString();
            var who = row.Reviewer ?? reviewer;
            var text = $"{clip.ClipId}\n{answer}\n{who}\n{row.At:O}\n{row.ChosenBy}";
            var repeat = seen[text] = seen.GetValueOrDefault(text) + 1;
            var decision = session.Make(clip, reopens ? "skip" : answer, who, row.At, row.ChosenBy ?? "import", Id($"{text}\n{repeat}"));
            decisions.Add(reopens ? decision with { Kind = DecisionKind.Reopen, Role = "lead" } : decision);
        }

        return decisions;
    }

    // The id follows from the row's content, so that a second import of it is the same decision.
    private static string Id(string text) => "import-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];
}
