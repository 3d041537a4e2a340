using System.CommandLine;
using System.Globalization;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Engines.Models;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion models list|pull|verify|trust</c></summary>
internal static class ModelsCommand
{
    private static readonly TimeSpan LineEvery = TimeSpan.FromSeconds(5);

    public static Command Create(CommonOptions common) => new("models", "Models that signals use: what is there, fetching, checking.")
    {
        List(common), Pull(common), Verify(common), ModelTrustCommand.Create(common),
    };

    private static Command List(CommonOptions common)
    {
        var command = new Command("list", "All models, and which of them are here.");
        command.SetAction(parsed =>
        {
            var rows = Open(common).Rows();
            if (common.Json(parsed))
            {
                JsonOut.Document(common.Shell, "fusion.models.list/1", json => json.Objects("models", rows, row =>
                {
                    json.WriteString("name", row.Name);
                    json.WriteString("kind", row.Kind.ToString().ToLowerInvariant());
                    json.Number("size", row.Size);
                    json.WriteString("licence", row.Licence);
                    json.WriteString("state", row.State.ToString().ToLowerInvariant());
                    json.WriteString("path", row.Path);
                    json.WriteString("mend", row.Mend);
                    json.WriteBoolean("fixture", row.Fixture);
                }));
                return ExitCode.Done;
            }

            var table = ConsoleExtensions.NewTable("model", "for", ">size", "licence", "state", "where, or how to get it");
            foreach (var row in rows)
            {
                var there = row.State is ModelState.Present or ModelState.InRepository;
                var state = row.State switch
                {
                    ModelState.Present => "[green]present[/]",
                    ModelState.InRepository => "[green]in repository[/]",
                    ModelState.Damaged => "[red]damaged[/]",
                    _ => "[grey]missing[/]",
                };
                table.AddRow(
                    SafeText.Cell(row.Name), row.Fixture ? "tests and samples" : SafeText.Cell(row.Kind.ToString().ToLowerInvariant()),
                    row.Size is { } size ? ByteSize.Text(size) : "-", SafeText.Cell(row.Licence), state, SafeText.Cell(there ? row.Path : row.Mend));
            }

            common.Shell.Tables.Write(table);
            return ExitCode.Done;
        });
        return command;
    }

    private static Command Pull(CommonOptions common)
    {
        var name = new Argument<string>("NAME") { Description = "A model of the list." }.Offer(() => Suggestions.Models);
        var command = new Command("pull", "Fetches a model; goes on where an earlier pull stopped, and verifies it.") { name };
        command.SetAction(async (parsed, cancellation) =>
        {
            var shell = common.Shell;
            var last = TimeSpan.Zero;
            var started = shell.Clock.GetTimestamp();
            using var pull = ModelPull.Open(Open(common), shell.Environment);
            var result = await pull.PullAsync(
                parsed.GetValue(name)!,
                progress =>
                {
                    var now = shell.Clock.GetElapsedTime(started);
                    if (now - last < LineEvery && progress.Bytes < progress.Total)
                        return;
                    last = now;
                    shell.Notes.Note(Line(progress));
                },
                cancellation);
            if (common.Json(parsed))
            {
                JsonOut.Document(shell, "fusion.models.pull/1", json =>
                {
                    json.WriteString("name", result.Name);
                    json.WriteString("path", result.Path);
                    json.WriteString("sha256", result.Sha256);
                    json.WriteNumber("downloaded", result.Downloaded);
                    json.WriteNumber("resumed", result.Resumed);
                });
            }
            else
            {
                shell.Tables.Note(result.AlreadyThere ? $"{result.Name} is there already: {result.Path}" : $"{result.Name} is verified and ready: {result.Path}");
            }

            return ExitCode.Done;
        });
        return command;
    }

    private static Command Verify(CommonOptions common)
    {
        var names = new Argument<string[]>("NAME") { Description = "Models (default: all that are here).", Arity = ArgumentArity.ZeroOrMore }.Offer(() => Suggestions.Models);
        var command = new Command("verify", "Reads the models that are here again and compares their sums.") { names };
        command.SetAction(async (parsed, cancellation) =>
        {
            var wanted = parsed.GetValue(names) is { Length: > 0 } some ? some : null;
            var rows = await ModelVerify.RunAsync(Open(common), wanted, report: null, cancellation);
            if (common.Json(parsed))
            {
                JsonOut.Document(common.Shell, "fusion.models.verify/1", json => json.Objects("models", rows, row =>
                {
                    json.WriteString("name", row.Name);
                    json.WriteString("path", row.Path);
                    json.WriteBoolean("good", row.Good);
                    json.WriteString("fault", row.Fault);
                    json.WriteString("mend", row.Mend);
                    json.WriteString("sha256", row.Sha256);
                }));
            }
            else
            {
                foreach (var row in rows)
                    common.Shell.Tables.Write(new Markup(row.Good ? $"[green]good[/]    {SafeText.Cell(row.Name)}\n" : $"[red]damaged[/] {SafeText.Cell(row.Name)}: {SafeText.Cell(row.Fault)}; run: {SafeText.Cell(row.Mend)}\n"));
            }

            return rows.All(row => row.Good) ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }

    private static ModelStore Open(CommonOptions common) => ModelStore.Open(common.Shell.Environment, common.Shell.Clock);

    private static string Line(PullProgress progress)
    {
        var left = progress.BytesPerSecond > 0 ? TimeSpan.FromSeconds((progress.Total - progress.Bytes) / progress.BytesPerSecond) : TimeSpan.Zero;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(progress.Phase == PullPhase.Verifying ? "verifying" : "downloading")}: {ByteSize.Text(progress.Bytes)} of {ByteSize.Text(progress.Total)}, {ByteSize.Text((long)progress.BytesPerSecond)}/s, {ExtractionProgress.Duration(left)} left");
    }
}
