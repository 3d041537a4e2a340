using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Cataloguing;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;
using FusionScorer.Signals.Profanity;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Extraction;

/// <summary>What the speech signal hears in the samples, against what the samples say.</summary>
public sealed class SampleSpeechTests(SampleExtraction samples) : IClassFixture<SampleExtraction>
{
    private const double WithinMs = 1000;
    private const string Conflict = "films/The Friendly Neighbor (2018)/The Friendly Neighbor (2018).mp4";

    [Fact]
    public void Speech_ProfaneWordsSpoken_AreFoundWithinASecond()
    {
        var matcher = LexiconSet.Load(projectFolder: null).Matcher("en")!;
        int spoken = 0, found = 0, said = 0;
        foreach (var clip in SampleExtraction.Spoken.GroupBy(row => row.Path))
        {
            var heard = samples.Evidence(clip.Key, SignalNames.Speech).ToList();
            said += heard.Count;
            foreach (var (_, start, end, sentence) in clip)
            {
                foreach (var hit in matcher.Match(sentence))
                {
                    spoken++;
                    var match = heard.Find(evidence => evidence.Kind == hit.Severity.Name() && evidence.StartMs >= start - WithinMs && evidence.StartMs <= end + WithinMs);
                    found += match is not null && heard.Remove(match) ? 1 : 0;
                }
            }
        }

        Assert.InRange(spoken, 60, 200);
        Assert.True(found >= 0.97 * spoken, $"{found} of {spoken} profane words were found");
        Assert.True(said - found <= 0.03 * spoken, $"{said - found} of {said} were not said");
    }

    [Fact]
    public void Speech_WordErrorRateOfTheSamples_IsBelowTwoPercent()
    {
        int errors = 0, words = 0;
        foreach (var clip in SampleExtraction.Spoken.GroupBy(row => row.Path))
        {
            var reading = samples.Project.Store.Readings.OfClip(samples.Clip(clip.Key).No).Single(reading => reading.Signal == SignalNames.Speech);
            Assert.Equal(ReadingStatus.Read, reading.Status);
            using var observation = JsonDocument.Parse(samples.Project.Store.Readings.Observation(reading.ObservationKey!)!);
            var heard = observation.RootElement.GetProperty("segments").EnumerateArray().Select(segment => segment.GetProperty("text").GetString());
            var said = Words(string.Join(' ', clip.OrderBy(row => row.StartMs).Select(row => row.Spoken)));
            errors += EditDistance(said, Words(string.Join(' ', heard)));
            words += said.Length;
        }

        Assert.True(errors <= 0.02 * words, $"{errors} errors in {words} words");
    }

    [Fact]
    public void Queue_SpeechAgainstCleanedCaptions_IsAConflictWithItsReason()
    {
        KnownLevelImport.Run(samples.Project, Repository.At("data-samples", "known.csv"));
        samples.Project.Activate(samples.Project.Policy with { AuditShare = 0 }, "tester", "no draws at random");
        FusionRun.Run(samples.Project);

        var batch = QueueRun.Next(samples.Project, "conflict", 10, reviewer: null);

        var pick = batch.Picks.Single(pick => pick.ClipNo == samples.Clip(Conflict).No);
        Assert.Equal("captions|speech", samples.Project.Store.Fusion.Result(pick.ClipNo)!.ConflictPair);
        Assert.Contains("but speech says >=PG-13 (strong 3)", pick.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Readings_ClipsThatLackSoundOrPictures_SayWhatIsMissing()
    {
        Assert.Equal("no sound", Reading("incoming/silent_screen.mp4", SignalNames.Speech).Reason);
        Assert.Equal("the clip has no pictures", Reading("incoming/radio_play.mp4", SignalNames.Nudity).Reason);
        Assert.Equal("the media could not be probed", Reading("incoming/truncated.mp4", SignalNames.Speech).Reason);
        Assert.Equal(ReadingStatus.Read, Reading("incoming/cut_off.mkv", SignalNames.Nudity).Status);
    }

    private Library.Records.Reading Reading(string path, string signal) =>
        samples.Project.Store.Readings.OfClip(samples.Clip(path).No).Single(reading => reading.Signal == signal);

    private static string[] Words(string text) =>
        [.. text.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', '?', '!')).Where(word => word.Length > 0)];

    private static int EditDistance(string[] said, string[] heard)
    {
        var row = Enumerable.Range(0, heard.Length + 1).ToArray();
        for (var i = 1; i <= said.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= heard.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (said[i - 1] == heard[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
