using FusionScorer.Core.Clips;
using FusionScorer.Library;
using FusionScorer.Library.Records;

namespace FusionScorer.Pipeline.Cataloguing;

/// <summary>Evidence of many clips in few questions: on a server each is a round trip.</summary>
internal static class EvidencePages
{
    /// <summary>The most rows held at a time, but for a clip that has more by itself.</summary>
    public const int MostRows = 20_000;

    /// <summary>Evidence of clips, by clip, signal and time.</summary>
    /// <param name="store">The catalogue.</param>
    /// <param name="clips">In the order of their numbers.</param>
    /// <param name="mostRows">The most rows of a question.</param>
    public static IEnumerable<(Clip Clip, Evidence Evidence)> Of(IStore store, IReadOnlyList<Clip> clips, int mostRows = MostRows)
    {
        for (var next = 0; next < clips.Count;)
        {
            var rows = store.Readings.EvidenceBetween(clips[next].No, clips[^1].No, mostRows);

            // The clip of the last row may have more, and is asked for again; one that fills the question alone is asked for by itself.
            var cut = rows.Count < mostRows ? long.MaxValue : rows[^1].ClipNo;
            if (cut == clips[next].No)
            {
                foreach (var evidence in store.Readings.Evidence(cut))
                    yield return (clips[next], evidence);
                next++;
                continue;
            }

            // Clips that are gone keep their evidence, between those that are asked for.
            foreach (var (number, evidence) in rows)
            {
                while (next < clips.Count && clips[next].No < number)
                    next++;
                if (number < cut && next < clips.Count && clips[next].No == number)
                    yield return (clips[next], evidence);
            }

            while (next < clips.Count && clips[next].No < cut)
                next++;
        }
    }
}
