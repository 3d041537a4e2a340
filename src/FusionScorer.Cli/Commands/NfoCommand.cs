using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Library.Nfo;
using FusionScorer.Pipeline.Cataloguing;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion nfo write [--auto] [--create] [--custom] [--series] [--scheme S] [--dry-run]</c>: levels into the NFO files of the library.</summary>
internal static class NfoCommand
{
    private const int MostLines = 20;

    public static Command Create(CommonOptions common)
    {
        var command = new Command("nfo", "Writes levels where Kodi, Jellyfin and Emby read them.");
        command.Add(CreateWrite(common));
        return command;
    }

    private static Command CreateWrite(CommonOptions common)
    {
        var auto = new Option<bool>("--auto") { Description = "Levels that only the model gives as well; by default what people decided, and what is known, alone." };
        var create = new Option<bool>("--create") { Description = "Makes a small NFO for clips that have none." };
        var custom = new Option<bool>("--custom") { Description = "Sets customrating as well, which Jellyfin puts above all other ratings." };
        var series = new Option<bool>("--series") { Description = "tvshow.nfo as well, with the level of the series." };
        var by = SeriesCommand.By();
        var scheme = new Option<string?>("--scheme") { Description = "Write levels of this scheme, mapped by age; see fusion schemes.", HelpName = "SCHEME" }.Offer(() => Suggestions.Schemes);
        var dryRun = new Option<bool>("--dry-run") { Description = "Says what would be written, and writes nothing." };
        var write = new Command("write", "Sets the rating in the NFO beside each clip; every other byte stays, the file as found is kept beside it as .nfo.fusion.bak.") { auto, create, custom, series, by, scheme, dryRun };
        write.SetAction((parsed, cancellation) =>
        {
            using var project = common.OpenInStep(parsed);
            var shell = common.Shell;
            var refused = false;
            var options = new NfoWriteOptions
            {
                Auto = parsed.GetValue(auto),
                Create = parsed.GetValue(create),
                Custom = parsed.GetValue(custom),
                SeriesShare = parsed.GetValue(series) ? SeriesCommand.Share(parsed.GetValue(by), project) : null,
                Scheme = parsed.GetValue(scheme) is { } id ? SchemesCommand.Find(id) : null,
                DryRun = parsed.GetValue(dryRun),
            };
            var results = NfoWriteBack.Run(project, options, Refuse, cancellation).ToList();
            if (common.Json(parsed))
                WriteJson(shell, options, results);
            else
                WriteTable(shell, options, results);
            return Task.FromResult(refused || results.Any(result => result.Edit.Outcome == NfoOutcome.Failed) ? ExitCode.SomeClipsFailed : ExitCode.Done);

            void Refuse(string line)
            {
                refused = true;
                shell.Notes.Warn(line);
            }
        });
        return write;
    }

    private static void WriteTable(Shell shell, NfoWriteOptions options, IReadOnlyList<NfoWritten> results)
    {
        var table = ConsoleExtensions.NewTable(options.DryRun ? ">would be written" : ">written", ">the same before", ">locked", ">no NFO", ">failed");
        table.AddRow([.. Enum.GetValues<NfoOutcome>().Select(outcome => $"{results.Count(result => result.Edit.Outcome == outcome)}")]);
        shell.Tables.Write(table);
        foreach (var result in results.Where(result => options.DryRun && result.Edit.Outcome == NfoOutcome.Written))
            shell.Tables.Note($"{result.Path}: {result.Edit.Before ?? "no rating"} → {result.Rating}");
        List<NfoWritten> failed = [.. results.Where(result => result.Edit.Outcome == NfoOutcome.Failed)];
        if (failed.Count > MostLines)
            shell.Notes.Warn($"{failed.Count} files were left as they are; the first {MostLines}:");
        foreach (var result in failed.Take(MostLines))
            shell.Notes.Warn($"{result.Path}: {result.Edit.Reason}; left as it is");
        if (results.Count == 0)
            shell.Notes.Note("no clip has a level to write; decide some, or see --auto");
    }

    private static void WriteJson(Shell shell, NfoWriteOptions options, IReadOnlyList<NfoWritten> results) => JsonOut.Document(shell, "fusion.nfo.write/1", json =>
    {
        json.WriteBoolean("dryRun", options.DryRun);
        foreach (var outcome in Enum.GetValues<NfoOutcome>())
            json.WriteNumber(outcome.ToString().ToLowerInvariant(), results.Count(result => result.Edit.Outcome == outcome));
        json.Objects("files", results, result =>
        {
            json.WriteString("path", result.Path);
            json.WriteString("clipId", result.ClipId);
            json.WriteString("outcome", result.Edit.Outcome.ToString().ToLowerInvariant());
            json.WriteString("before", result.Edit.Before);
            json.WriteString("rating", result.Rating);
            json.WriteString("reason", result.Edit.Reason);
        });
    });
}
