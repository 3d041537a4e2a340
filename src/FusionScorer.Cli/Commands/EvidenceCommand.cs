using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Importing.Outside;
using FusionScorer.Pipeline.Cataloguing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion evidence import FILE… [--signal NAME] [--format F] [--columns …] [--scale N] [--clips M.csv]</c>: what others found, as a signal of its own.</summary>
internal static class EvidenceCommand
{
    private const string Rekognition = "rekognition";

    public static Command Create(CommonOptions common)
    {
        var command = new Command("evidence", "Evidence that others found: vendors, other tools, spreadsheets.");
        command.Add(CreateImport(common));
        return command;
    }

    private static Command CreateImport(CommonOptions common)
    {
        var files = new Argument<string[]>("FILE") { Description = "Files, or folders of files.", Arity = ArgumentArity.OneOrMore };
        var signal = new Option<string?>("--signal") { Description = "The signal's name (default: the file's, or rekognition).", HelpName = "NAME" };
        var format = new Option<string?>("--format") { Description = "rekognition (GetContentModeration), csv, jsonl, or features (clip_id and columns signal.feature); default: by the file's name and content.", HelpName = "F" };
        format.AcceptOnlyFromAmong(Rekognition, "csv", "jsonl", "features");
        var columns = new Option<string[]>("--columns") { Description = "How columns or keys are called: clip=NAME,kind=NAME,score=NAME,text=NAME,start=NAME,end=NAME. Times whose name ends in _ms are milliseconds, others seconds.", HelpName = "WHAT=NAME,…", AllowMultipleArgumentsPerToken = true };
        var scale = new Option<double>("--scale") { Description = "What scores are divided by, for example 100.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var clips = new Option<string?>("--clips") { Description = "A table file,clip: which clip each Rekognition file is about (default: the clip of the file's name, or of the video that it states).", HelpName = "M.csv" };
        var import = new Command("import", "Takes evidence as a signal of its own; the same file again changes nothing, another one replaces what the signal said of its clips.") { files, signal, format, columns, scale, clips };
        import.SetAction(parsed =>
        {
            using var project = common.OpenInStep(parsed);
            var shell = common.Shell;
            List<string> paths = [.. (parsed.GetValue(files) ?? []).SelectMany(path => Expand(shell.Absolute(path)))];
            var kind = parsed.GetValue(format) ?? Guess(paths[0]);
            if (kind == "features")
                return Say(common, parsed, FeatureImport.Run(project, paths));
            var names = new OutsideColumns { Names = Names(parsed.GetValue(columns) ?? []), Scale = parsed.GetValue(scale) is > 0 and var by ? by : throw new BadInputException("--scale must be above 0") };
            if (parsed.GetValue(signal) is null && kind != Rekognition && paths.Count > 1)
                throw new BadInputException($"{paths.Count} files would become one signal; name it by --signal, or import them one by one");
            using var run = new EvidenceImport(project, parsed.GetValue(signal) ?? (kind == Rekognition ? Rekognition : Path.GetFileNameWithoutExtension(paths[0]).ToLowerInvariant()));
            var clipOf = parsed.GetValue(clips) is { } table ? FileClips(shell.Absolute(table), paths, run.AddBad) : null;
            foreach (var path in paths)
            {
                run.Add((parsed.GetValue(format) ?? Guess(path)) switch
                {
                    Rekognition => OfRekognition(run, path, clipOf),
                    "jsonl" => EvidenceJson.Read(path, names, run.AddBad),
                    _ => EvidenceTable.Read(path, names, run.AddBad),
                });
            }

            return Say(common, parsed, run.Finish());
        });
        return import;
    }

    private static IReadOnlyList<OutsideRow> OfRekognition(EvidenceImport run, string path, Dictionary<string, string>? clipOf)
    {
        var file = Path.GetFileName(path);
        var name = Path.GetFileNameWithoutExtension(file);
        var clip = clipOf is null ? run.Clips.Find(name) is null ? null : name : clipOf.GetValueOrDefault(file) ?? clipOf.GetValueOrDefault(name);
        if (clipOf is not null && clip is null)
        {
            run.AddBad(new BadInputException(path, 0, "is not in the table of --clips; add a row file,clip for it").Message);
            return [];
        }

        try
        {
            // The name of a video in a bucket has folders that the library may not have.
            return [.. RekognitionJson.Read(path, clip, run.AddBad).Select(row => row with { Clip = clip is null ? run.Clips.EndOf(row.Clip) : row.Clip })];
        }
        catch (BadInputException fault)
        {
            // One bad file of many is recorded, and the others are read.
            run.AddBad(fault.Message);
            return [];
        }
    }

    private static int Say(CommonOptions common, ParseResult parsed, EvidenceReport report)
    {
        var shell = common.Shell;
        foreach (var line in report.Bad)
            shell.Notes.Warn(line);
        if (report.BadRows > report.Bad.Count)
            shell.Notes.Warn($"{report.BadRows - report.Bad.Count} more rows were left out");
        if (report.UnknownRows > 0)
            shell.Notes.Warn($"{report.UnknownRows} rows name no clip of this project, or one of several of that name: {string.Join(", ", report.UnknownClips.Take(5))}{(report.UnknownClips.Count > 5 ? ", …" : "")}; name clips by id or library:path");
        if (common.Json(parsed))
        {
            JsonOut.Document(shell, "fusion.evidence.import/1", json =>
            {
                json.WriteString("signal", report.Signal);
                json.WriteNumber("clips", report.Clips);
                json.WriteNumber("changed", report.Changed);
                json.WriteNumber("evidence", report.Rows);
                json.WriteNumber("badRows", report.BadRows);
                json.WriteNumber("unknownRows", report.UnknownRows);
                json.Array("unknownClips", report.UnknownClips, json.WriteStringValue);
            });
        }
        else
        {
            shell.Tables.Note($"signal {report.Signal}: {report.Rows} pieces of evidence on {report.Clips} clips, {report.Changed} of them changed");
            shell.Notes.Note($"next: rules over {report.Signal}.* under functions: in fusion.yaml, fusion policy apply; fusion show CLIP lists the features");
        }

        return report.BadRows > 0 || report.UnknownRows > 0 ? ExitCode.SomeClipsFailed : ExitCode.Done;
    }

    private static IEnumerable<string> Expand(string path)
    {
        if (!Directory.Exists(path))
            return [path];
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file).ToLowerInvariant() is ".json" or ".jsonl" or ".csv").Order(StringComparer.Ordinal)];
        return files.Length > 0 ? files : throw new BadInputException(path, 0, "holds no .json, .jsonl or .csv file");
    }

    private static string Guess(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" or ".ndjson" => "jsonl",
        ".json" => Rekognition,
        _ => "csv",
    };

    private static Dictionary<string, string> Names(IEnumerable<string> texts)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var text in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var at = text.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0 || text[..at] is not ("clip" or "kind" or "score" or "text" or "start" or "end"))
                throw new BadInputException($"'{text}' in --columns is not WHAT=NAME; WHAT is clip, kind, score, text, start or end");
            names[text[..at]] = text[(at + 1)..];
        }

        return names;
    }

    private static Dictionary<string, string> FileClips(string path, List<string> files, Action<string> bad)
    {
        using var table = CsvTable.Open(path);
        var (file, clip) = (table.Require("file"), table.Require("clip"));
        var clips = new Dictionary<string, string>(StringComparer.Ordinal);
        List<string?> folders = [.. files.Select(Path.GetDirectoryName).Distinct(StringComparer.Ordinal)];
        var named = files.SelectMany(one => (string[])[Path.GetFileName(one), Path.GetFileNameWithoutExtension(one)]).ToHashSet(StringComparer.Ordinal);
        while (table.Read())
        {
            var (of, name) = (Path.GetFileName(table.Text(file)), table.Text(clip));
            if (of.Length == 0 || name.Length == 0)
                bad(table.At("names no file or no clip; give both").Message);
            else if (!named.Contains(of) && !folders.Any(folder => File.Exists(Path.Combine(folder ?? "", of)) || File.Exists(Path.Combine(folder ?? "", of + ".json"))))
                bad(table.At($"file '{of}' is not among those to import; correct its name, or leave the row out").Message);
            else
                clips[of] = name;
        }

        return clips;
    }
}
