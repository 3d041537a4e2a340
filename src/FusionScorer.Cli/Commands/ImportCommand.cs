using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Cataloguing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion import DATASET [--known truth.csv]</c></summary>
internal static class ImportCommand
{
    public static Command Create(CommonOptions common)
    {
        var dataSet = new Argument<string>("DATASET") { Description = "A folder with clips.csv and, optionally, viewers.csv and features.csv." };
        var known = new Option<string?>("--known") { Description = "A table clip_id,level of levels that are known; truth is read only when named here.", HelpName = "truth.csv" };
        var command = new Command("import", "Takes a tabular data set: clips without media, with features and viewers.") { dataSet, known };
        command.SetAction(parsed =>
        {
            using var project = common.OpenInStep(parsed);
            var shell = common.Shell;
            var report = DataSetImport.Run(
                project, shell.Absolute(parsed.GetValue(dataSet)!), parsed.GetValue(known) is { } file ? shell.Absolute(file) : null, shell.DefaultReviewer);
            report.Warnings.ToList().ForEach(shell.Notes.Warn);
            if (common.Json(parsed))
            {
                JsonOut.Document(shell, "fusion.import/1", json =>
                {
                    json.WriteNumber("clips", report.Clips);
                    json.WriteNumber("readings", report.Readings);
                    json.WriteNumber("viewerLinks", report.Viewers.Links.Count);
                    json.WriteStartObject("viewerRows");
                    json.WriteNumber("bad", report.Viewers.BadRows);
                    json.WriteNumber("repeated", report.Viewers.Duplicates);
                    json.WriteNumber("unknownClip", report.Viewers.UnknownClips);
                    json.WriteEndObject();
                    json.WriteNumber("knownLevels", report.KnownLevels);
                    json.Array("signals", report.Signals, json.WriteStringValue);
                });
                return ExitCode.Done;
            }

            shell.Tables.Note($"imported {report.Clips} clips, {(report.Readings == 0 ? "no readings" : $"{report.Readings} readings of {string.Join(", ", report.Signals)}")}, {report.Viewers.Links.Count} viewer links, {report.KnownLevels} known levels");
            shell.Notes.Note("next: fusion fuse, fusion queue");
            return ExitCode.Done;
        });
        return command;
    }
}
