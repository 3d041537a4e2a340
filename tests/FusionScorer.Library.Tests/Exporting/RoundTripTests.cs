using System.Collections.Immutable;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Core.Clips;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Exporting;

/// <summary>What is written as CSV, JSON and JSON lines reads back as it was.</summary>
public sealed class RoundTripTests : IDisposable
{
    private static readonly Taxonomy Two = Taxonomy.Create("two", ["G", "R"]);
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("csv")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public void Decisions_AnyText_ReadBackWhole(string format)
    {
        Prop.ForAll(Decisions.ListOf().ToArbitrary(), list =>
        {
            using var to = new StringWriter();
            if (format == "csv")
                CsvExport.WriteDecisions(to, list);
            else
                JsonExport.WriteDecisions(to, Two, list, lines: format == "jsonl");
            var path = _folder.Write($"d.{format}", to.ToString());
            Assert.Equal(format != "csv" && list.Count > 0, JsonItems.IsJson(path) && list.Count > 0);
            var rows = (JsonItems.IsJson(path) || format != "csv" ? DecisionJson.Rows(path, Taxonomy.Mpaa) : DecisionCsv.Rows(path, Taxonomy.Mpaa)).ToList();
            Assert.Equal(list.Select(row => row.ClipId), rows.Select(row => row.Clip));
            foreach (var (row, read) in list.Zip(rows))
                Assert.Equal(Shown(row.Decision), Shown(Of(read)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(150));
    }

    [Fact]
    public void ClipsAndEvidence_AnyText_ReadBackFromCsv()
    {
        Prop.ForAll(HardText.Any.Three().Where(texts => texts.Item1.Length > 0).ListOf().ToArbitrary(), list =>
        {
            using var clips = new StringWriter();
            CsvExport.WriteClips(clips, Two, list.Select(Row));
            using (var table = CsvTable.Open(_folder.Write("c.csv", clips.ToString())))
            {
                foreach (var (id, reference, title) in list)
                {
                    Assert.True(table.Read());
                    Assert.Equal((id, reference, title), (Cell(table, "clip_id"), Cell(table, "reference"), Cell(table, "title")));
                    Assert.Equal(("0.1", "-0.25"), (Cell(table, "p[G]"), Cell(table, "conflict")));
                }

                Assert.False(table.Read());
            }

            using var evidence = new StringWriter();
            CsvExport.WriteEvidence(evidence, list.Select(EvidenceOf));
            using var rows = CsvTable.Open(_folder.Write("e.csv", evidence.ToString()));
            foreach (var (id, kind, text) in list)
            {
                Assert.True(rows.Read());
                Assert.Equal((id, kind, text, "-3", ""), (Cell(rows, "clip_id"), Cell(rows, "kind"), Cell(rows, "text"), Cell(rows, "start_ms"), Cell(rows, "end_ms")));
                Assert.Equal(1.0 / 3, double.Parse(Cell(rows, "score"), CultureInfo.InvariantCulture));
            }

            Assert.False(rows.Read());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ClipsAndEvidence_AnyText_ReadBackFromJson(bool lines)
    {
        Prop.ForAll(HardText.Any.Three().ListOf().ToArbitrary(), list =>
        {
            using var clips = new StringWriter();
            JsonExport.WriteClips(clips, Two, list.Select(Row), lines);
            using var items = JsonItems.Open(_folder.Write("c.json", clips.ToString()));
            foreach (var (id, reference, title) in list)
            {
                Assert.True(items.Read());
                Assert.Equal((id, reference, title), (items.Item.GetProperty("clipId").GetString(), items.Item.GetProperty("reference").GetString(), items.Item.GetProperty("title").GetString()));
                Assert.Equal(0.1, items.Item.GetProperty("posterior")[0].GetDouble());
            }

            Assert.False(items.Read());

            using var evidence = new StringWriter();
            JsonExport.WriteEvidence(evidence, Two, list.Select(EvidenceOf), lines);
            using var pieces = JsonItems.Open(_folder.Write("e.json", evidence.ToString()));
            foreach (var (_, kind, text) in list)
            {
                Assert.True(pieces.Read());
                Assert.Equal((kind, text, -3), (pieces.Item.GetProperty("kind").GetString(), pieces.Item.GetProperty("text").GetString(), pieces.Item.GetProperty("startMs").GetInt64()));
                Assert.Equal(1.0 / 3, pieces.Item.GetProperty("score").GetDouble());
            }

            Assert.False(pieces.Read());
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));
    }

    private static Gen<ExportDecision> Decisions =>
        from id in HardText.Any.Where(text => text.Length > 0)
        from clip in HardText.Any.Where(text => text.Length > 0)
        from reviewer in HardText.Any.Where(text => text.Length > 0)
        from chosenBy in HardText.Any.Where(text => text.Length > 0)
        from note in HardText.Any
        from kind in Gen.Elements(Enum.GetValues<DecisionKind>())
        from at in Gen.Choose(0, int.MaxValue)
        from p in Gen.Choose(0, 1_000_000).Select(p => p / 1e6f)
        from bare in Gen.Elements(true, false)
        select DecisionOf(id, clip, kind, reviewer, chosenBy, note.Length == 0 ? null : note, at, bare ? [] : [p, 1 - p]);

    internal static ExportDecision DecisionOf(
        string id, string clip, DecisionKind kind, string reviewer, string chosenBy, string? note, long at, ImmutableArray<float> posterior) => new(clip, "films:a.mp4", new Decision(
            id, 1, reviewer, at % 2 == 0 ? "lead" : "adjudicator", kind, kind == DecisionKind.Level ? "G|R" : "", kind == DecisionKind.Undo ? "=earlier" : null, "abc", "G|R|x y", chosenBy,
            posterior.Length == 0 ? null : at, posterior.Length == 0 ? null : 1.0 / 3, Audit: at % 3 == 0, [.. posterior, .. posterior.Length == 0 ? (float[])[] : [0f]],
            posterior.Length == 0 ? null : 2.5e-7, posterior.Length == 0 ? null : 3, DateTimeOffset.UnixEpoch.AddTicks((at * 1_000_003) + 1), note));

    private static Decision Of(ImportedDecision read) => new(
        read.Id!, 1, read.Reviewer!, read.Origin!.Role, read.Kind, read.Origin.LevelText, read.Origin.Undoes, read.Origin.PolicyHash, string.Join('|', read.Origin.Taxonomy.Levels),
        read.ChosenBy!, read.Origin.BatchId, read.Origin.InclusionProbability, read.Origin.Audit, read.Origin.Posterior, read.Seconds, read.Origin.EvidenceOpened, read.At!.Value, read.Note);

    // Arrays are compared by what they hold.
    private static (Decision, string) Shown(Decision decision) => (decision with { Posterior = [] }, string.Join(' ', decision.Posterior));

    private static ExportRow Row((string Id, string Reference, string Title) row) => new(row.Id, row.Reference, row.Title, "R", "model", "unreviewed", -0.25, [0.1, 0.9], "abc");

    private static ExportEvidence EvidenceOf((string Id, string Kind, string Text) row) => new(row.Id, Reference: null, new Evidence("captions", row.Kind, 1.0 / 3, row.Text, -3, EndMs: null));

    private static string Cell(CsvTable table, string column) => CsvCell.Unsafe(table.Text(table.Require(column)));
}
