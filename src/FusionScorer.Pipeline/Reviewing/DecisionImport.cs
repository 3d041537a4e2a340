using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing;

/// <summary>Takes answers out of files: tables, our own JSON, Label Studio's. Importing the same file again adds nothing.</summary>
public static class DecisionImport
{
    private const int BatchSize = 1000;

    /// <summary>Reads a file, and saves its decisions if all of them are good.</summary>
    /// <param name="project">The project.</param>
    /// <param name="session">Makes the decisions.</param>
    /// <param name="path">The file.</param>
    /// <param name="reviewer">Who answered where the file does not say.</param>
    /// <param name="unanswered">Told of tasks without an answer, which are passed over.</param>
    /// <exception cref="BadInputException">A faulty row, or one that names no clip; nothing of the file counts then.</exception>
    /// <remarks>The file is read twice, so that memory does not grow with it; a pipe is read once and kept.</remarks>
    public static DecisionImportSummary Run(Project project, ReviewSession session, string path, string reviewer, Action<string>? unanswered = null)
    {
        if (!File.Exists(path) || !IsPlainFile(path))
        {
            var all = Read(project, session, path, reviewer, unanswered).ToList();
            return new DecisionImportSummary(all.Count, project.Store.Decisions.AppendMany(all));
        }

        var rows = Rows(project, path, unanswered).Count();
        var added = Read(project, session, path, reviewer).Chunk(BatchSize).Sum(project.Store.Decisions.AppendMany);
        return new DecisionImportSummary(rows, added);
    }

    /// <summary>All decisions of a file, one by one; nothing is saved.</summary>
    /// <param name="project">The project.</param>
    /// <param name="session">Makes the decisions.</param>
    /// <param name="path">The file.</param>
    /// <param name="reviewer">Who answered where the file does not say.</param>
    /// <param name="unanswered">Told of tasks without an answer, which are passed over.</param>
    /// <exception cref="BadInputException">A faulty row, or one that names no clip.</exception>
    public static IEnumerable<Decision> Read(Project project, ReviewSession session, string path, string reviewer, Action<string>? unanswered = null)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (row, clip) in Rows(project, path, unanswered))
            yield return row.Origin is { } origin ? Own(row, origin, clip.No) : Make(project, session, row, clip, row.Reviewer ?? reviewer, seen);
    }

    private static IEnumerable<(ImportedDecision Row, Clip Clip)> Rows(Project project, string path, Action<string>? unanswered)
    {
        var references = project.Store.Clips.References();
        var clips = project.Store.Clips.All().ToDictionary(clip => clip.No);
        var taxonomy = project.Policy.Taxonomy;
        foreach (var row in JsonItems.IsJson(path) ? DecisionJson.Rows(path, taxonomy, unanswered) : DecisionCsv.Rows(path, taxonomy))
        {
            if (references.TryGetValue(row.Clip, out var no) && clips.TryGetValue(no, out var clip))
                yield return (row, clip);
            else
                throw new BadInputException(path, row.Line, $"{(row.Place is null ? "" : $"{row.Place}: ")}no clip is '{row.Clip}'; name it by its id, by library:relative/path or by imdb:tt…");
        }
    }

    private static Decision Own(ImportedDecision row, DecisionOrigin origin, long clip) => new(
        row.Id!, clip, row.Reviewer!, origin.Role, row.Kind, origin.LevelText, origin.Undoes, origin.PolicyHash, string.Join('|', origin.Taxonomy.Levels), row.ChosenBy!,
        origin.BatchId, origin.InclusionProbability, origin.Audit, origin.Posterior, row.Seconds, origin.EvidenceOpened, row.At!.Value, row.Note);

    private static Decision Make(Project project, ReviewSession session, ImportedDecision row, Clip clip, string who, Dictionary<string, int> seen)
    {
        var reopens = row.Kind == DecisionKind.Reopen;
        var answer = row.Kind == DecisionKind.Level ? row.Levels.Format(project.Policy.Taxonomy) : row.Kind.ToString();
        var decision = session.Make(clip, reopens ? "skip" : answer, who, row.At, row.ChosenBy ?? "import", row.Id ?? Id(row, clip, answer, who, seen));
        decision = decision with { Seconds = row.Seconds, Note = row.Note };
        return reopens ? decision with { Kind = DecisionKind.Reopen, Role = "lead" } : decision;
    }

    // The id follows from the row's content, so that a second import of it is the same decision. What names its row needs no counting of equal rows.
    private static string Id(ImportedDecision row, Clip clip, string answer, string who, Dictionary<string, int> seen)
    {
        if (row.Key is { } key)
            return Hash($"{clip.ClipId}\n{answer}\n{key}");
        var text = $"{clip.ClipId}\n{answer}\n{who}\n{row.At:O}\n{row.ChosenBy}";
        var repeat = seen[text] = seen.GetValueOrDefault(text) + 1;
        return Hash($"{text}\n{repeat}");
    }

    private static string Hash(string text) => "import-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..32];

    private static bool IsPlainFile(string path) => (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == FileAttributes.None && new FileInfo(path).Length > 0;
}

/// <summary>What an import did.</summary>
/// <param name="Rows">Decisions in the file.</param>
/// <param name="Added">How many were new.</param>
public readonly record struct DecisionImportSummary(int Rows, int Added);
