using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Exporting;

namespace FusionScorer.Library.Tests.Exporting;

public sealed partial class PlayerFilesTests
{
    private static readonly Evidence[] Some =
    [
        new("nudity", "frame", 0.91, "frame at 1:00", 60_000, EndMs: null),
        new("captions", "strong", 0.8, "What the <i>hell</i> --> & so\n\non", 3_661_001, 3_663_500),
        new("captions", "mild", 0.2, "Damn.", 500, 2000),
        new("captions", "strong", 0.8, "Damn.", 1500, 2600),
        new("captions", "strong", 0.8, "Damn.", 1500, 2600),
        new("genre", "horror", 1, "horror", StartMs: null, EndMs: null),
    ];

    [Fact]
    public void Vtt_SomeEvidence_IsAsLookedAt()
    {
        using var to = new StringWriter();
        Assert.Equal(4, WebVtt.Write(to, ["A Title --> with\nmore", "level: R (model, probability 0.80)", ""], Some));
        Snapshot.Match("evidence.vtt", to.ToString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Edl_SomeEvidence_IsAsLookedAt(bool mute)
    {
        using var to = new StringWriter();
        Assert.Equal(3, EdlText.Write(to, Some, mute));
        Snapshot.Match(mute ? "evidence-mute.edl" : "evidence.edl", to.ToString());
    }

    [Fact]
    public void Vtt_AnyEvidence_IsValidAndInOrder()
    {
        Prop.ForAll(Evidences.ToArbitrary(), evidence =>
        {
            using var to = new StringWriter();
            var count = WebVtt.Write(to, evidence.Select(piece => piece.Text), evidence);
            var blocks = to.ToString().Split("\n\n");
            Assert.Equal("WEBVTT", blocks[0]);
            Assert.StartsWith("NOTE", blocks[1], StringComparison.Ordinal);
            Assert.DoesNotContain("-->", blocks[1], StringComparison.Ordinal);
            var timed = evidence.Where(piece => piece.StartMs is not null).ToList();
            Assert.InRange(count, timed.Select(EvidenceSpan.Of).Distinct().Count(), timed.Count);
            Assert.Equal(count, blocks.Length - 2);
            var last = TimeSpan.Zero;
            foreach (var block in blocks[2..])
            {
                var lines = block.TrimEnd('\n').Split('\n');
                Assert.Equal(3, lines.Length);
                var times = CueTimes().Match(lines[1]);
                Assert.True(times.Success, lines[1]);
                TimeSpan start = At(times, 1), end = At(times, 5);
                Assert.True(start < end && start >= last);
                last = start;
                Assert.DoesNotContain("-->", lines[2], StringComparison.Ordinal);
                Assert.DoesNotContain('<', lines[2]);
                Assert.DoesNotContain(lines[2], letter => letter is '\r' or '\0' or '\u2028');
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Fact]
    public void Edl_AnyEvidence_LinesOfAnActionAreApartAndCoverAll()
    {
        Prop.ForAll(Evidences.ToArbitrary(), evidence =>
        {
            using var to = new StringWriter();
            var count = EdlText.Write(to, evidence, mute: true);
            var lines = to.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')).ToList();
            Assert.Equal(count, lines.Count);
            Assert.All(lines, line => Assert.Equal(3, line.Length));
            var mutes = lines.Where(line => line[2] == "1").Select(line => (Start: Ms(line[0]), End: Ms(line[1]))).ToList();
            Assert.All(mutes.Zip(mutes.Skip(1)), pair => Assert.True(pair.First.End < pair.Second.Start));
            foreach (var piece in evidence.Where(piece => piece.Signal == "captions"))
            {
                if (EvidenceSpan.Of(piece) is { } span)
                    Assert.Contains(mutes, mute => mute.Start <= span.StartMs && span.EndMs <= mute.End);
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    private static Gen<List<Evidence>> Evidences =>
        (from text in HardText.Any
         from kind in HardText.Any
         from signal in Gen.Elements("captions", "nudity")
         from start in Gen.Elements<long?>(null, -5, 0, 999, 1000, 59_999, 3_600_000, 400L * 3_600_000, long.MaxValue)
         from length in Gen.Elements<long?>(null, -1, 0, 1, 999, 5000, 100_000)
         select new Evidence(signal, kind, 0.5, text, start, length is null || start is null ? null : start > long.MaxValue / 2 ? start : start + length)).ListOf();

    private static long Ms(string seconds) => (long)Math.Round(decimal.Parse(seconds, CultureInfo.InvariantCulture) * 1000);

    private static TimeSpan At(Match times, int group) => new(
        0, int.Parse(times.Groups[group].Value, CultureInfo.InvariantCulture), int.Parse(times.Groups[group + 1].Value, CultureInfo.InvariantCulture),
        int.Parse(times.Groups[group + 2].Value, CultureInfo.InvariantCulture), int.Parse(times.Groups[group + 3].Value, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"^(?<h>\d{2,}):(?<m>[0-5]\d):(?<s>[0-5]\d)\.(?<f>\d{3}) --> (?<h2>\d{2,}):(?<m2>[0-5]\d):(?<s2>[0-5]\d)\.(?<f2>\d{3})$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex CueTimes();
}
