using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Pipeline.Cataloguing;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion viewers forget VIEWER… | --all</c></summary>
internal static class ViewersCommand
{
    public static Command Create(CommonOptions common) => new("viewers", "Viewers of the library, whom the project knows by keyed hashes alone.") { Forget(common) };

    private static Command Forget(CommonOptions common)
    {
        var viewers = new Argument<string[]>("VIEWER") { Description = "Ids as they stand in viewers.csv.", Arity = ArgumentArity.ZeroOrMore };
        var all = new Option<bool>("--all") { Description = "Every viewer; also destroys the project's viewer key, so that later imports cannot be matched with earlier ones." };
        var yes = new Option<bool>("--yes") { Description = "Does not ask." };
        var command = new Command("forget", "Removes all links of viewers from the database, its log and the caches. It cannot be undone.") { viewers, all, yes };
        command.SetAction(parsed =>
        {
            var ids = parsed.GetValue(viewers) ?? [];
            if (ids.Length == 0 == !parsed.GetValue(all))
                throw new BadInputException("name either viewers, or --all; see: fusion viewers forget --help");
            using var project = common.Open(parsed);
            if (!parsed.GetValue(yes) && !Confirmed(common.Shell, parsed.GetValue(all) ? "every viewer of this project" : $"{ids.Length.ToString(CultureInfo.InvariantCulture)} viewers"))
                throw new BadInputException("nothing was forgotten: type yes, or add --yes");
            Write(common, parsed, parsed.GetValue(all) ? ViewerForgetting.All(project) : ViewerForgetting.Some(project, ids));
            return ExitCode.Done;
        });
        return command;
    }

    private static bool Confirmed(Shell shell, string whom)
    {
        shell.Notes.Note($"This removes all links of {whom} for good. Type yes to go on:");
        return string.Equals(shell.In.ReadLine()?.Trim(), "yes", StringComparison.OrdinalIgnoreCase);
    }

    private static void Write(CommonOptions common, ParseResult parsed, Forgetting done)
    {
        if (common.Json(parsed))
        {
            JsonOut.Document(common.Shell, "fusion.viewers.forget/1", json =>
            {
                json.WriteNumber("links", done.Removed.Links);
                json.WriteNumber("viewers", done.Removed.Viewers);
                json.WriteBoolean("erased", done.Removed.Erased);
                json.WriteBoolean("keyDestroyed", done.KeyDestroyed);
                json.WriteStartArray("left");
                foreach (var line in done.Left)
                    json.WriteStringValue(line);
                json.WriteEndArray();
            });
            return;
        }

        var key = done.KeyDestroyed ? "; the project's viewer key is destroyed" : "";
        common.Shell.Tables.Note(string.Create(
            CultureInfo.InvariantCulture, $"forgotten: {done.Removed.Viewers} viewers with {done.Removed.Links} links{key}. Left to do:"));
        foreach (var line in done.Left)
            common.Shell.Tables.Note($"- {line}");
    }
}
