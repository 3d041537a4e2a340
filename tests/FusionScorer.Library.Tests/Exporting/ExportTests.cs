using System.Globalization;
using System.Text.Json;
using FusionScorer.Core.Levels;
using FusionScorer.Library.Exporting;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Records;

namespace FusionScorer.Library.Tests.Exporting;

public sealed class ExportTests : IDisposable
{
    private static readonly Taxonomy Two = Taxonomy.Create("two", ["G", "R"]);

    private static readonly ExportRow[] Rows =
    [
        new("01A", "films:=x,\n\"y\".mp4", "=cmd()", "R", "decision", "decided", 0.1, [0.25, 0.75], "abc"),
        new("b", Reference: null, Title: null, Level: null, Source: null, "unreviewed", Conflict: null, [], "abc"),
    ];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void WriteClips_Csv_QuotesAndGuardsText()
    {
        using var to = new StringWriter();
        CsvExport.WriteClips(to, Two, Rows);
        Assert.Equal(
            "clip_id,reference,title,level,source,status,conflict,p[G],p[R],policy\n" +
            "01A,\"films:=x,\n\"\"y\"\".mp4\",'=cmd(),R,decision,decided,0.1,0.25,0.75,abc\n" +
            "b,,,,,unreviewed,,,,abc\n",
            to.ToString());
    }

    [Fact]
    public void WriteClips_Json_IsOneDocument()
    {
        using var to = new StringWriter();
        JsonExport.WriteClips(to, Two, Rows);
        using var json = JsonDocument.Parse(to.ToString());
        Assert.Equal("fusion.export.clips/1", json.RootElement.GetProperty("schema").GetString());
        Assert.Equal(["G", "R"], json.RootElement.GetProperty("levels").EnumerateArray().Select(level => level.GetString()!));
        var clips = json.RootElement.GetProperty("clips");
        Assert.Equal(2, clips.GetArrayLength());
        Assert.Equal("films:=x,\n\"y\".mp4", clips[0].GetProperty("reference").GetString());
        Assert.Equal(0.75, clips[0].GetProperty("posterior")[1].GetDouble());
        Assert.Equal(JsonValueKind.Null, clips[1].GetProperty("conflict").ValueKind);
        using var none = new StringWriter();
        JsonExport.WriteClips(none, Two, []);
        using var empty = JsonDocument.Parse(none.ToString());
        Assert.Equal(0, empty.RootElement.GetProperty("clips").GetArrayLength());
    }

    [Fact]
    public void WriteClips_JsonLines_IsOneObjectALine()
    {
        using var to = new StringWriter();
        JsonExport.WriteClips(to, Two, Rows, lines: true);
        var lines = to.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Rows.Select(row => row.ClipId), lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("clipId").GetString()));
    }

    [Fact]
    public void WriteDecisions_Csv_IsReadByImport()
    {
        var decisions = new[] { DecisionOf("-clip", DecisionKind.Level, "G|R"), DecisionOf("c2", DecisionKind.Unsure, ""), DecisionOf("c2", DecisionKind.Reopen, "") };
        using var to = new StringWriter();
        CsvExport.WriteDecisions(to, decisions);
        var rows = DecisionCsv.Read(_folder.Write("d.csv", to.ToString()), Two);
        Assert.Equal(["-clip", "c2", "c2"], rows.Select(row => row.Clip));
        Assert.Equal([DecisionKind.Level, DecisionKind.Unsure, DecisionKind.Reopen], rows.Select(row => row.Kind));
        Assert.Equal(LevelSet.All(2), rows[0].Levels);
        Assert.Equal((decisions[0].Decision.At, "=ann", "entropy"), (rows[0].At, rows[0].Reviewer, rows[0].ChosenBy));
    }

    [Fact]
    public void WriteDecisions_Json_KeepsEveryField()
    {
        using var to = new StringWriter();
        JsonExport.WriteDecisions(to, Two, [DecisionOf("c", DecisionKind.Undo, "") with { Decision = DecisionOf("c", DecisionKind.Undo, "").Decision with { Undoes = "d0" } }]);
        using var json = JsonDocument.Parse(to.ToString());
        var decision = json.RootElement.GetProperty("decisions")[0];
        Assert.Equal(("undo", "d0"), (decision.GetProperty("kind").GetString(), decision.GetProperty("undoes").GetString()));
        Assert.Equal(JsonValueKind.Null, decision.GetProperty("level").ValueKind);
        Assert.Equal(0.5, decision.GetProperty("inclusionProbability").GetDouble());
    }

    [Fact]
    public void WritePredictions_WithAndWithoutIds_NumbersReadBackExactly()
    {
        double[] p = [1.0 / 3, 2.0 / 3, 1e-300, 0.1 + 0.2];
        using var to = new StringWriter();
        PredictionCsv.Write(to, ["=a,b", "c"], [1, 0], p, 2);
        var lines = to.ToString().Split('\n');
        Assert.Equal("row,clip_id,predicted,p0,p1", lines[0]);
        Assert.StartsWith("0,\"=a,b\",1,", lines[1], StringComparison.Ordinal);
        Assert.Equal(p[..2], lines[1].Split(',')[^2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));
        Assert.Equal(p[2..], lines[2].Split(',')[^2..].Select(cell => double.Parse(cell, CultureInfo.InvariantCulture)));

        using var plain = new StringWriter();
        PredictionCsv.Write(plain, clipIds: null, [1], [0, 1], 2);
        Assert.Equal("row,predicted,p0,p1\n0,1,0,1\n", plain.ToString());
        Assert.Throws<ArgumentException>(() => PredictionCsv.Write(plain, clipIds: null, [1], [0], 2));
    }

    private static ExportDecision DecisionOf(string clip, DecisionKind kind, string levels) => new(clip, Reference: null, new Decision(
        "id", 1, "=ann", "reviewer", kind, levels, Undoes: null, "abc", "G|R", "entropy", BatchId: 3, InclusionProbability: 0.5, Audit: false,
        [0.5f, 0.5f], Seconds: 2.5, EvidenceOpened: 1, new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero)));
}
