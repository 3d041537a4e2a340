using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Pipeline.Engines;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion doctor</c></summary>
internal static class DoctorCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("doctor", "Each engine and model: found or missing, its version, where it is, and the one command that mends it.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var engines = await EngineCheck.AllAsync(common.Shell.Environment, common.Shell.Clock, cancellation);
            if (common.Json(parsed))
            {
                JsonOut.Document(common.Shell, "fusion.doctor/1", json => json.Objects("engines", engines, engine =>
                {
                    json.WriteString("name", engine.Name);
                    json.WriteString("for", engine.For);
                    json.WriteBoolean("found", engine.Found);
                    json.WriteBoolean("required", engine.Required);
                    json.WriteString("version", engine.Version);
                    json.WriteString("path", engine.Path);
                    json.WriteString("mend", engine.Mend);
                }));
            }
            else
            {
                var table = ConsoleExtensions.NewTable("engine", "for", "state", "version", "where, or how to mend it");
                foreach (var engine in engines)
                {
                    table.AddRow(
                        SafeText.Cell(engine.Name), SafeText.Cell(engine.For), engine.Found ? "[green]found[/]" : engine.Required ? "[red]missing[/]" : "[yellow]missing[/]",
                        SafeText.Cell(engine.Version), SafeText.Cell(engine.Found ? engine.Path : $"run: {engine.Mend}"));
                }

                common.Shell.Tables.Write(table);
            }

            return engines.All(engine => engine.Found || !engine.Required) ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }
}
