using System.Text;
using FusionScorer.Core.Querying;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Reviewing.Desk;

/// <summary>What a strategy would ask about, drawn where the classifier is, in the project's <c>cache</c> folder. Safe to delete.</summary>
internal static class AheadCache
{
    // Some hours of many reviewers, until the model has learned again.
    private const int Count = 1000;
    private const string Magic = "fusion.ahead/1";

    /// <summary>Draws by the policy's strategy, and writes.</summary>
    public static void Write(Project project, FusionOutcome outcome)
    {
        var context = QueueRun.Context(project, outcome.Inputs, outcome.Results, reviewer: null) with { Classifier = outcome.Model.Classifier };
        var picks = BatchSelector.Select(context, QueryStrategies.ByName(project.Policy.Strategy), Count, auditShare: 0, new HashSet<int>());
        var path = project.CachePath("ahead.bin");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Magic);
            writer.Write(outcome.Run.Id);
            writer.Write(picks.Count);
            foreach (var pick in picks)
            {
                writer.Write(outcome.Inputs.Numbers[pick.Row]);
                writer.Write(pick.Score);
            }
        }

        AtomicFile.WriteBytes(path, memory.ToArray());
    }

    /// <summary>What was drawn for a run; empty when nothing was.</summary>
    public static IReadOnlyList<(long ClipNo, double Score)> Read(Project project, long run)
    {
        try
        {
            using var reader = new BinaryReader(File.OpenRead(project.CachePath("ahead.bin")), Encoding.UTF8);
            if (reader.ReadString() != Magic || reader.ReadInt64() != run)
                return [];
            var count = reader.ReadInt32();
            var ahead = new List<(long, double)>();
            for (var i = 0; i < count; i++)
                ahead.Add((reader.ReadInt64(), reader.ReadDouble()));
            return ahead;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or FormatException)
        {
            return [];
        }
    }
}
