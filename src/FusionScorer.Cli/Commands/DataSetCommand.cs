using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.DataSets;
using FusionScorer.Pipeline.Engines.Models;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion dataset get vega-films [--dir D]</c>: a public data set, fetched when asked, in the form that import and simulate take.</summary>
internal static class DataSetCommand
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(1);

    public static Command Create(CommonOptions common)
    {
        var command = new Command("dataset", "Public data sets to try things on; nothing is fetched unasked.");
        command.Add(CreateGet(common));
        return command;
    }

    private static Command CreateGet(CommonOptions common)
    {
        var name = new Argument<string>("NAME") { Description = $"The data set: {VegaFilms.Name} (3,201 films from npm's vega-datasets, 2,500 of known level; 6 MB)." };
        name.AcceptOnlyFromAmong(VegaFilms.Name);
        var folder = new Option<string?>("--dir") { Description = "Where to write it (default: a folder of its name).", HelpName = "DIR" };
        var get = new Command("get", "Downloads a data set and writes clips.csv, features.csv, truth.csv and policy.yaml.") { name, folder };
        get.SetAction(async (parsed, cancellation) =>
        {
            var shell = common.Shell;
            var target = shell.Absolute(parsed.GetValue(folder) ?? VegaFilms.Name);
            if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any(entry => Path.GetFileName(entry) is not ("clips.csv" or "features.csv" or "truth.csv" or "policy.yaml")))
                throw new BadInputException(target, 0, "this folder holds something else already; name another one by --dir");
            var package = VegaFilms.Package;
            var last = shell.Clock.GetTimestamp();
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(10) };
            shell.Notes.Note($"fetching {package.Name} {package.Version} ({ByteSize.Text(package.Size)})");
            var json = await package.ReadFileAsync(client, shell.Environment, VegaFilms.File, VegaFilms.MostBytes, Tell, cancellation);
            var (films, known) = VegaFilms.Write(json, target);
            if (common.Json(parsed))
            {
                WriteJson(shell, target, films, known);
                return ExitCode.Done;
            }

            shell.Tables.Note($"{films} films, {known} of known level: {target}");
            shell.Notes.Note($"next: fusion simulate {parsed.GetValue(folder) ?? VegaFilms.Name} --plot curves.svg");
            return ExitCode.Done;

            void Tell(long bytes)
            {
                if (shell.Clock.GetElapsedTime(last) < LineEvery)
                    return;
                last = shell.Clock.GetTimestamp();
                shell.Notes.Note($"{ByteSize.Text(bytes)} of {ByteSize.Text(package.Size)}");
            }
        });
        return get;
    }

    /// <summary>What was written, for programs.</summary>
    internal static void WriteJson(Shell shell, string path, int films, int known) => JsonOut.Document(shell, "fusion.dataset.get/1", document =>
    {
        document.WriteString("name", VegaFilms.Name);
        document.WriteString("path", path);
        document.WriteNumber("clips", films);
        document.WriteNumber("known", known);
    });
}
