using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Library;
using FusionScorer.Library.Checking;
using FusionScorer.Library.Moving;
using FusionScorer.Pipeline.Care;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion db check</c>, <c>fusion db backup</c> and <c>fusion db copy</c></summary>
internal static class DbCommand
{
    public static Command Create(CommonOptions common) => new("db", "Care of a project's store: whether it holds together, and copies of it.")
    {
        Check(common), Backup(common), Copy(common),
    };

    private static Command Check(CommonOptions common)
    {
        var deep = new Option<bool>("--deep") { Description = "Looks up each observation and reads the content of media files, too." };
        var mend = new Option<bool>("--mend") { Description = "Counts anew what counters keep; changes nothing else." };
        var command = new Command("check", "Whether the store holds together: the engine's own check, counters, links between rows, vectors, the log of decisions, caches, media files.") { deep, mend };
        command.SetAction((parsed, cancellation) =>
        {
            var location = Location(common, parsed);
            if (parsed.GetValue(mend))
                CounterMend.Run(location.Store, common.Shell.Clock);
            var findings = ProjectCheck.Run(location, parsed.GetValue(deep), common.Shell.Clock, what => Tell(common, parsed, what), cancellation);
            if (common.Json(parsed))
                CheckReport.WriteJson(common.Shell, location, findings);
            else
                CheckReport.Write(common.Shell, location, findings);
            return Task.FromResult(findings.Any(finding => finding.IsFault) ? ExitCode.BadInput : ExitCode.Done);
        });
        return command;
    }

    private static Command Backup(CommonOptions common)
    {
        var target = new Argument<string>("FILE") { Description = "The copy, for example /backup/monday.db; the project file is kept beside it as monday.yaml." };
        var force = new Option<bool>("--force") { Description = "Replaces a file that is there." };
        var command = new Command("backup", "Copies the store and the project file while the project is in use, and checks the copy.") { target, force };
        command.SetAction((parsed, cancellation) =>
        {
            var location = Location(common, parsed);
            var report = ProjectBackup.Run(
                location, common.Shell.Absolute(parsed.GetValue(target)!), parsed.GetValue(force), common.Shell.Environment, common.Shell.Clock, what => Tell(common, parsed, what), cancellation);
            if (common.Json(parsed))
                BackupText.WriteJson(common.Shell, report);
            else
                BackupText.Write(common.Shell, report);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command Copy(CommonOptions common)
    {
        var to = new Option<string>("--to") { Description = "Where to: postgres://USER@SERVER/DATABASE, Host=…;Database=…, sqlite for the file in the project's folder, or a file.", HelpName = "STORE", Required = true }.Offer(() => ["sqlite"]);
        var schema = new Option<string?>("--schema") { Description = "The schema on the server (default: fusion).", HelpName = "NAME" };
        var command = new Command("copy", "Copies the store to an empty place, between SQLite and PostgreSQL either way, and compares both.") { to, schema };
        command.SetAction((parsed, cancellation) =>
        {
            var location = Location(common, parsed);
            var target = StoreLocation.Parse(parsed.GetValue(to)!, location.Folder, common.Shell.Environment, parsed.GetValue(schema));
            var meter = new CopyMeter(common.Shell, common.Json(parsed));
            var report = StoreCopy.Run(location.Store, target, force: false, common.Shell.Clock, meter.Tell, cancellation);
            meter.End();
            if (common.Json(parsed))
                CopyText.WriteJson(common.Shell, location.Store, target, report);
            else
                CopyText.Write(common.Shell, location.Store, target, report);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static ProjectLocation Location(CommonOptions common, ParseResult parsed) => ProjectLocation.Of(common.Folder(parsed), common.Shell.Environment);

    private static void Tell(CommonOptions common, ParseResult parsed, string what)
    {
        if (common.Shell.ErrorIsTerminal && !common.Json(parsed))
            common.Shell.Notes.Note($"{what} …");
    }
}
