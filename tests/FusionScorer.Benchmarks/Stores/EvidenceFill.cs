using System.Globalization;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Randomness;
using FusionScorer.Library.Records;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Benchmarks.Stores;

/// <summary>Gives the clips of an imported project evidence as extraction leaves it: captions, speech and nudity, many rows on few clips and few on most.</summary>
internal static class EvidenceFill
{
    private const int Batch = 2000;

    private static readonly string[] Signals = [SignalNames.Captions, SignalNames.Speech, SignalNames.Nudity];
    private static readonly string[] Kinds = ["mild", "moderate", "strong"];
    private static readonly string[] Lines = ["what the hell is that", "oh damn, not again", "you heard me: get the fuck out of here", "shut up and sit down, for god's sake", "crap"];

    /// <summary>Saves about so many rows.</summary>
    /// <returns>How many there are.</returns>
    public static long Run(Project project, long rows)
    {
        var (clips, words) = Words(project);
        var mean = (double)rows / clips.Count / Signals.Length;
        var random = new CounterRandom(7, 29);
        List<ObservedReading> batch = new(Batch * Signals.Length);
        for (var i = 0; i < clips.Count; i++)
        {
            foreach (var signal in Signals)
                batch.Add(Make(clips[i], signal, words[i], Draw(mean, random), random));
            if (batch.Count >= Batch * Signals.Length || i == clips.Count - 1)
            {
                project.Store.Readings.SaveObserved(batch);
                batch.Clear();
            }
        }

        return project.Store.Readings.EvidenceCount();
    }

    // What the import knows of each clip's words, so that the evidence speaks for the same level.
    private static (List<long> Clips, List<float> Words) Words(Project project)
    {
        List<long> clips = [];
        List<float> words = [];
        project.Store.Clips.ReadBriefs(clip =>
        {
            clips.Add(clip.No);
            words.Add(0);
        });
        var at = 0;
        project.Store.Readings.Read(
            row =>
            {
                while (clips[at] < row.ClipNo)
                    at++;
                var strong = Array.IndexOf(row.Names, "captions.strong");
                if (strong >= 0 && !float.IsNaN(row.Values[strong]))
                    words[at] = row.Values[strong];
            },
            SignalNames.Captions);
        return (clips, words);
    }

    // Geometric: its mean, and a long tail.
    private static int Draw(double mean, CounterRandom random) => (int)(Math.Log(1 - random.NextDouble()) / Math.Log(mean / (1 + mean)));

    private static ObservedReading Make(long clip, string signal, float strong, int rows, CounterRandom random)
    {
        var evidence = new Evidence[rows];
        var at = 0L;
        for (var n = 0; n < rows; n++)
        {
            at += 500 + random.NextInt(60_000);
            evidence[n] = signal == SignalNames.Nudity
                ? new Evidence(signal, "frame", random.NextDouble(), "", at, null)
                : new Evidence(signal, Kinds[random.NextInt(Kinds.Length)], 0.5 + (random.NextDouble() / 2), Lines[random.NextInt(Lines.Length)], at, at + 2000);
        }

        var key = string.Create(CultureInfo.InvariantCulture, $"{signal}-{clip:x16}");
        return new ObservedReading(new Reading(clip, signal, ReadingStatus.Read, null, key, key + "-1", Features(signal, strong, rows, random)), null, evidence);
    }

    private static Dictionary<string, float> Features(string signal, float strong, int rows, CounterRandom random) => signal == SignalNames.Nudity
        ? new(StringComparer.Ordinal) { ["nudity.max_score"] = (float)Math.Min(1, random.NextDouble() * (0.2 + (0.2 * strong))), ["nudity.share"] = (float)random.NextDouble() * 0.1f }
        : new(StringComparer.Ordinal)
        {
            [$"{signal}.words"] = 3000 + random.NextInt(4000), [$"{signal}.mild"] = random.NextInt(10), [$"{signal}.moderate"] = random.NextInt(1 + (2 * (int)strong)),
            [$"{signal}.strong"] = strong, [$"{signal}.slur"] = 0, [$"{signal}.sexual"] = random.NextInt(1 + (int)strong),
        };
}
