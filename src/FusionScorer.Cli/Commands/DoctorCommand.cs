using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Care;
using FusionScorer.Pipeline.Engines;
using FusionScorer.Pipeline.Programs;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion doctor</c></summary>
internal static class DoctorCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "doctor";

    public static Command Create(CommonOptions common)
    {
        var command = new Command(Name, "Each engine and model, and the project's store: found or missing, its version, where it is, and the one command that mends it.");
        command.SetAction(async (parsed, cancellation) =>
        {
            var engines = await EngineCheck.AllAsync(common.Shell.Environment, common.Shell.Clock, cancellation);
            if (common.FolderIfAny(parsed) is { } folder)
                engines = [.. engines, EngineCheck.Store(ProjectLocation.Of(folder, common.Shell.Environment).Store, common.Shell.Clock)];
            engines = [.. engines, .. await ProgramsAsync(common, parsed, cancellation), .. EngineCheck.Processor(common.Shell.Environment)];
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
                        SafeText.Cell(engine.Version), SafeText.Cell(engine.Found ? engine.Path : engine.Name is EngineCheck.StoreName or EngineCheck.ProcessorName ? engine.Mend : $"run: {engine.Mend}"));
                }

                common.Shell.Tables.Write(table);
            }

            return engines.All(engine => engine.Found || !engine.Required) ? ExitCode.Done : ExitCode.BadInput;
        });
        return command;
    }

    // A project that cannot be read is told of by the commands that need it.
    private static async Task<IEnumerable<Engine>> ProgramsAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellation)
    {
        if (common.FolderIfAny(parsed) is not { } folder || !File.Exists(Path.Combine(folder, ProjectFileReader.FileName)))
            return [];
        var file = ProjectFileReader.Read(Path.Combine(folder, ProjectFileReader.FileName));
        if (file.Programs.IsEmpty)
            return [];
        var trusted = new TrustedPrograms(common.Shell.Environment);
        var guards = await ProgramGuards.FindAsync(common.Shell.Environment, cancellation);
        var limits = new Engine("prlimit", "memory_mb of programs", guards.LimitsMemory, Required: false, "", guards.Prlimit ?? "", "apt-get install util-linux");
        return file.Programs.Select(setting =>
        {
            var program = ProgramKey.Of(setting, folder, common.Shell.Environment);
            return new Engine(
                setting.Command[0], $"signal {setting.Signal}", program.Path is not null && trusted.Has(program.Key), Required: false, "", program.CommandLine,
                program.Path is null ? "correct its path under programs: in fusion.yaml" : $"fusion programs trust {setting.Signal}");
        }).Append(limits);
    }
}
