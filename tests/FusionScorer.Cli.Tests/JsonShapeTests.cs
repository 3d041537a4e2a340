using System.Text.Json;
using System.Text.RegularExpressions;
using FusionScorer.Cli.Commands;
using FusionScorer.Pipeline.DataSets;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;

namespace FusionScorer.Cli.Tests;

/// <summary>docs/cli-json.md says what every command writes under <c>--json</c>; here each is run and its keys are compared.</summary>
public sealed partial class JsonShapeTests
{
    private static readonly Dictionary<string, SortedSet<string>> Documented = ReadDocument();

    [Fact]
    public async Task EveryCommand_Json_HasTheDocumentedKeys()
    {
        using var shell = new TestShell();
        SmallDataSet.Write(shell);
        var seen = new SortedSet<string>(StringComparer.Ordinal);

        await RunAsync("init", "project", "--library", $"media={Directory.CreateDirectory(shell.At("media")).FullName}");
        File.Copy(Repository.At("data-samples", "library", "shorts", "Rabbit Hole Radio (2018).mp4"), shell.At("media", "a.mp4"));
        shell.Write("media/empty.mp4", "");
        await RunAsync("scan", "--project", "project");
        await RunAsync("import", "data", "--known", shell.At("data", "truth.csv"), "--project", "project");
        await RunAsync("extract", "--project", "project");
        await RunAsync("fuse", "--project", "project");
        await RunAsync("queue", "--project", "project");
        await RunAsync("label", "c5", "R", "--project", "project");
        await RunAsync("progress", "--project", "project");
        await RunAsync("report", "--project", "project");
        await RunAsync("show", "c5", "--project", "project");
        await RunAsync("show", "c0", "--project", "project");
        await RunAsync("label", "--import", shell.Write("answers.csv", "clip_id,level\nc6,PG\n"), "--project", "project");
        await RunAsync("policy", "show", "--project", "project");
        await RunAsync("policy", "diff", "--project", "project");
        await RunAsync("policy", "log", "--project", "project");
        await RunAsync("policy", "apply", "--project", "project");
        await RunAsync("weights", "--project", "project");
        await RunAsync("weights", "set", "captions=0", "genre=2", "--dry-run", "--project", "project");
        await RunAsync("weights", "set", "captions=0.5", "--project", "project");
        SyntheticDataSet.Write(shell.At("synthetic"));
        await RunAsync("simulate", "synthetic", "--strategies", "random", "--budgets", "0,20", "--seeds", "2");
        await RunAsync("fuse", "--votes", shell.Write("votes.csv", "label,a,b\n0,0,-1\n1,1,1\n1,-1,1\n"));
        await RunAsync("doctor");
        await RunAsync("--version");
        await RunAsync("models", "list");
        await RunAsync("models", "pull", "whisper-micro");
        await RunAsync("models", "verify", "whisper-micro");
        foreach (var what in (string[])["clips", "decisions", "evidence"])
            await RunAsync("export", "--what", what, "--project", "project");
        await RunAsync("export", "--graph", "links.graphml", "--project", "project");
        await RunAsync("export", "--format", "label-studio", "--out", "tasks.json", "--label-config", "config.xml", "--project", "project");
        await RunAsync("export", "--what", "evidence", "--format", "edl", "--out", "marks", "--project", "project");
        await RunAsync("graph", "--clip", "c3", "--project", "project");
        await RunAsync("graph", "--stats", "--project", "project");
        await RunAsync("jobs", "--project", "project");
        await RunAsync("jobs", "cancel", "--project", "project");
        if (RabbitServer.Unavailable is null)
        {
            await using var broker = await RabbitServer.StartAsync();
            shell.Variables["FUSION_BROKER"] = broker.Uri.ToString();
            await RunAsync("jobs", "--project", "project");
            await RunAsync("jobs", "replay", "--all", "--project", "project");
            shell.Variables.Clear();
        }
        else
        {
            seen.Add("fusion.jobs.replay/1");
        }

        shell.Write("media/b S01E01.mp4", "no film");
        shell.Write("media/b S01E01.nfo", "<episodedetails><mpaa>DE:16</mpaa></episodedetails>");
        await RunAsync("scan", "--project", "project");
        await RunAsync("label", "media:b S01E01.mp4", "PG", "--project", "project");
        await RunAsync("show", "media:b S01E01.mp4", "--project", "project");
        await RunAsync("evidence", "import", shell.Write("violence.csv", "clip,kind\nc5,x\nnobody,x\n"), "--project", "project");
        var yaml = shell.At("project", "fusion.yaml");
        await File.WriteAllTextAsync(yaml, (await File.ReadAllTextAsync(yaml)).Replace("\npolicy:", "\nprograms:\n  own:\n    command: [sh, -c, \"exit 0\", \"{clip}\"]\n\npolicy:", StringComparison.Ordinal));
        await RunAsync("programs", "list", "--project", "project");
        await RunAsync("schemes", "fsk", "mpaa");
        await RunAsync("schemes", "--read", "DE:16");
        await RunAsync("series", "--project", "project");
        await RunAsync("nfo", "write", "--dry-run", "--project", "project");

        // Its content comes over the network; VegaFilmsTests run what is done with it, the tutorial's test all of it. Here a package of one film lies on this machine.
        using (var output = new StringWriter())
        {
            var (films, known) = VegaFilms.Write("""[{"Title": "A", "Release Date": "Nov 17 2003", "MPAA Rating": "G", "Major Genre": "Musical"}]"""u8.ToArray(), shell.At("films"));
            DataSetCommand.WriteJson(new Shell { Out = output, Error = TextWriter.Null, In = TextReader.Null, Clock = shell.Clock, Folder = shell.Folder, Environment = _ => null }, shell.At("films"), films, known);
            Compare(output.ToString());
        }

        await RunAsync("models", "trust", shell.Write("own.bin", "a model"));
        await RunAsync("viewers", "forget", "v1", "--yes", "--project", "project");

        Assert.Equal(Documented.Keys.Order(StringComparer.Ordinal), seen);

        async Task RunAsync(params string[] arguments)
        {
            var (code, output, error) = await shell.RunAsync([.. arguments, "--json"]);
            Assert.True(code is ExitCode.Done or ExitCode.SomeClipsFailed, $"fusion {string.Join(' ', arguments)} ended with {code}: {error}");
            Compare(output);
        }

        void Compare(string output)
        {
            foreach (var document in Documents(output))
            {
                var schema = Name(document);
                seen.Add(schema);
                AssertShape(schema, Documented[schema], Keys(document));
            }
        }
    }

    private static void AssertShape(string schema, SortedSet<string> documented, (SortedSet<string> Keys, HashSet<string> Hollow) actual)
    {
        Assert.Empty(actual.Keys.Where(key => !documented.Contains(key) && !documented.Contains(Wild(key))).Select(key => $"{schema}: {key} is not documented"));
        Assert.Empty(documented
            .Where(key => !key.EndsWith(".*", StringComparison.Ordinal) && !actual.Keys.Contains(key)
                && !actual.Hollow.Any(hollow => key.StartsWith(hollow + ".", StringComparison.Ordinal)))
            .Select(key => $"{schema}: {key} is documented but not written"));
    }

    // Keys under "features" are data: the document writes * for them.
    private static string Wild(string key) => DataKey().Replace(key, "features.*");

    private static (SortedSet<string> Keys, HashSet<string> Hollow) Keys(JsonElement element)
    {
        var keys = new SortedSet<string>(StringComparer.Ordinal);
        var hollow = new HashSet<string>(StringComparer.Ordinal);
        Walk(element, "");
        return (keys, hollow);

        void Walk(JsonElement at, string path)
        {
            switch (at.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in at.EnumerateObject())
                    {
                        var key = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                        keys.Add(key);
                        Walk(property.Value, key);
                    }

                    break;
                case JsonValueKind.Array when at.GetArrayLength() > 0:
                    foreach (var item in at.EnumerateArray())
                        Walk(item, path);
                    break;
                case JsonValueKind.Array:
                    hollow.Add(path);
                    break;
            }
        }
    }

    // Shapes that an outside contract fixes name no schema; their first key tells them apart.
    private static string Name(JsonElement document) =>
        document.TryGetProperty("schema", out var schema) ? schema.GetString()! : document.EnumerateObject().First().Name;

    private static IEnumerable<JsonElement> Documents(string text)
    {
        try
        {
            return [JsonDocument.Parse(text).RootElement];
        }
        catch (JsonException)
        {
            return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement)];
        }
    }

    private static Dictionary<string, SortedSet<string>> ReadDocument()
    {
        var shapes = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (Match block in Example().Matches(File.ReadAllText(Repository.At("docs", "cli-json.md"))))
        {
            foreach (var document in Documents(block.Groups["json"].Value))
                shapes.Add(Name(document), Keys(document).Keys);
        }

        return shapes;
    }

    [GeneratedRegex("```json\n(?<json>.*?)```", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Example();

    [GeneratedRegex(@"features\..+$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex DataKey();
}
