using FusionScorer.Core.Levels;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Importing;

/// <summary>Exports in the two shapes that Label Studio gives them, with the fields that it writes.</summary>
public sealed class LabelStudioJsonTests : IDisposable
{
    private const string Full = """
        [{"id": 7, "data": {"video": "v.mp4", "clip_id": "c1", "title": "A"}, "project": 1, "created_at": "2026-01-01T00:00:00.000000Z", "predictions": [{"id": 3, "result": []}], "drafts": [],
          "annotations": [
            {"id": 101, "completed_by": {"id": 5, "email": "ann@example.org", "first_name": "", "last_name": ""}, "was_cancelled": false, "ground_truth": false,
             "created_at": "2026-01-02T10:00:00.123456Z", "updated_at": "2026-01-02T10:05:00.500000Z", "lead_time": 31.25,
             "result": [
               {"id": "x", "from_name": "evidence", "to_name": "video", "type": "timelinelabels", "value": {"ranges": [{"start": 1, "end": 5}], "timelinelabels": ["captions: strong"]}},
               {"id": "y", "from_name": "level", "to_name": "video", "type": "choices", "value": {"choices": ["R"]}}]},
            {"id": 102, "completed_by": 6, "was_cancelled": true, "created_at": "2026-01-02T11:00:00Z", "lead_time": null, "result": []},
            {"id": 103, "completed_by": null, "was_cancelled": false, "created_at": "2026-01-02T12:00:00Z", "result": []}]},
         {"id": 8, "data": {"reference": "films:b.mp4"}, "annotations": []},
         {"id": 9, "data": {"clip_id": "c3"}, "annotations": [{"id": 104, "completed_by": {"id": 9, "email": ""},
          "result": [{"from_name": "other", "type": "choices", "value": {"choices": ["G", "PG"]}}]}]}]
        """;

    private const string Small = """
        [{"video": "v.mp4", "clip_id": "c1", "title": "A", "id": 7, "level": "R", "evidence": [{"ranges": [{"start": 1, "end": 5}], "timelinelabels": ["captions: strong"]}],
          "annotator": 5, "annotation_id": 101, "created_at": "2026-01-02T10:00:00.123456Z", "updated_at": "2026-01-02T10:05:00.500000Z", "lead_time": 31.25},
         {"clip_id": "c2", "id": 8, "level": {"choices": ["G", "PG"]}, "annotator": "ben@example.org", "annotation_id": 102, "created_at": "2026-01-02T10:00:00Z"},
         {"clip_id": "c3", "id": 9, "annotator": 5, "annotation_id": 103, "created_at": "2026-01-02T10:00:00Z"},
         {"clip_id": "c4", "id": 10, "level": "unsure", "annotator": 5, "annotation_id": 104, "created_at": "2026-01-02T10:00:00Z"}]
        """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_FullExport_IsOneDecisionForEachAnnotator()
    {
        var (rows, unanswered) = Read(Full);

        Assert.Equal(["c1", "c1", "c3"], rows.Select(row => row.Clip));
        Assert.Equal([DecisionKind.Level, DecisionKind.Skip, DecisionKind.Level], rows.Select(row => row.Kind));
        Assert.Equal(["ann@example.org", "6", "9"], rows.Select(row => row.Reviewer));
        Assert.Equal((LevelSet.Single(3), LevelSet.Range(0, 1)), (rows[0].Levels, rows[2].Levels));
        Assert.Equal(31.25, rows[0].Seconds);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 10, 5, 0, 500, TimeSpan.Zero), rows[0].At);
        Assert.Equal("label-studio\n101\n2026-01-02T10:05:00.500000Z", rows[0].Key);
        Assert.Equal(["task 7, annotation 103: no level was chosen", "task 8: nobody has annotated it"], unanswered);
    }

    [Fact]
    public void Rows_SmallExport_GivesTheSameAnswers()
    {
        var (rows, unanswered) = Read(Small);

        Assert.Equal(["c1", "c2", "c4"], rows.Select(row => row.Clip));
        Assert.Equal([DecisionKind.Level, DecisionKind.Level, DecisionKind.Unsure], rows.Select(row => row.Kind));
        Assert.Equal(["5", "ben@example.org", "5"], rows.Select(row => row.Reviewer));
        Assert.Equal(LevelSet.Range(0, 1), rows[1].Levels);
        Assert.Equal(Read(Full).Rows[0].Key, rows[0].Key);
        Assert.Equal(31.25, rows[0].Seconds);
        Assert.Equal(["task 9: no level was chosen"], unanswered);
    }

    [Theory]
    [InlineData("""[{"id": 7, "data": {"clip_id": "c"}, "annotations": [{"id": 1, "result": [{"type": "choices", "from_name": "level", "value": {"choices": ["X-18"]}}]}]}]""", "l.json:1: task 7: unknown level 'X-18'")]
    [InlineData("""[{"id": 7, "data": {"video": "c"}, "annotations": []}]""", "l.json:1: task 7: its data have no 'clip_id'")]
    [InlineData("[\n{\"id\": 7, \"data\": {\"clip_id\": \"c\"}, \"predictions\": []}]", "l.json:2: task 7: it has no annotations")]
    [InlineData("""[{"id": 7, "annotations": 3, "data": {"clip_id": "c"}}]""", "l.json:1: task 7: 'annotations' is not a list")]
    [InlineData("""[{"id": 7, "level": "R", "clip_id": "c", "annotation_id": 1, "created_at": "yesterday"}]""", "l.json:1: task 7: 'yesterday' is not a time")]
    [InlineData("""[{"id": 7, "data": {"clip_id": "c"}, "annotations": [{"id": 1, "result": [{"type": "choices", "value": {"choices": ["R"]}}, {"type": "choices", "value": {"choices": ["G"]}}]}]}]""", "task 7: annotation 1 has several choices")]
    [InlineData("""{"schema": "fusion.export.clips/1", "clips": [{"clipId": "c"}]}""", "'fusion.export.clips/1' is not an export of decisions")]
    [InlineData("""{"clipId": "c", "id": "d", "kind": "cut", "levels": ["G", "R"], "role": "lead"}""", "l.json:1: kind 'cut' is none of")]
    public void Rows_BadTask_IsOneLineWithItsNumber(string text, string expected) => Assert.Contains(expected, Faults.Of(() => Read(text)), StringComparison.Ordinal);

    private (IReadOnlyList<ImportedDecision> Rows, IReadOnlyList<string> Unanswered) Read(string text)
    {
        var unanswered = new List<string>();
        return ([.. DecisionJson.Rows(_folder.Write("l.json", text), Taxonomy.Mpaa, unanswered.Add)], unanswered);
    }
}
