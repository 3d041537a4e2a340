using System.CommandLine;
using FusionScorer.Cli.Output;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Programs;
using FusionScorer.Pipeline.Projects;
using Spectre.Console;

namespace FusionScorer.Cli.Commands;

/// <summary><c>fusion programs [list|trust SIGNAL|untrust SIGNAL]</c>: programs that read signals of their own, and whether this machine lets them run.</summary>
internal static class ProgramsCommand
{
    public static Command Create(CommonOptions common)
    {
        var command = new Command("programs", "Programs of your own that read a signal (programs: in fusion.yaml); each runs only once it is trusted on this machine.");
        var list = new Command("list", "The programs of the project, and whether they may run here.");
        list.SetAction((parsed, cancellation) => ListAsync(common, parsed, cancellation));
        command.Add(list);
        command.Add(Change(common, "trust", "Lets extract run a signal's program on this machine, as it is now: another content, or another command line, needs a new yes.", trust: true));
        command.Add(Change(common, "untrust", "Takes the trust back.", trust: false));
        return command;
    }

    /// <summary>The programs of a project with what they are here.</summary>
    public static IReadOnlyList<(ProgramSetting Setting, ProgramKey Program, bool Trusted)> Of(Project project, Shell shell)
    {
        var trusted = new TrustedPrograms(shell.Environment);
        return [.. project.File.Programs.Select(setting => (setting, ProgramKey.Of(setting, project.Folder, shell.Environment))).Select(pair => (pair.setting, pair.Item2, trusted.Has(pair.Item2.Key)))];
    }

    /// <summary>Says which programs will not run, and how to let them, and what does not bound those that will.</summary>
    public static async Task WarnAsync(Project project, Shell shell, CancellationToken cancellation)
    {
        if (project.File.Programs.IsEmpty)
            return;
        var programs = Of(project, shell);
        if (programs.Any(one => one.Program.Path is not null && one.Trusted))
            WarnOfLimits(shell, await ProgramGuards.FindAsync(shell.Environment, cancellation));
        foreach (var (setting, program, trusted) in programs.Where(one => one.Program.Path is null || !one.Trusted))
        {
            shell.Notes.Warn(program.Path is null
                ? $"signal {setting.Signal}: program {setting.Command[0]} is not there; correct its path under programs: in fusion.yaml"
                : $"signal {setting.Signal}: program {setting.Command[0]} is not trusted on this machine, or has changed since; look at it, then run: fusion programs trust {setting.Signal}");
        }
    }

    private static void WarnOfLimits(Shell shell, ProgramGuards guards)
    {
        if (!guards.LimitsMemory)
            shell.Notes.Warn("memory_mb of programs has no effect on this machine: prlimit is not there, or may set no limits; install util-linux");
        if (!guards.Contains)
            shell.Notes.Note("what a program starts and cuts loose from itself is looked for and ended, but one that hides may stay: this machine gives no process namespaces (unshare of util-linux)");
    }

    private static async Task<int> ListAsync(CommonOptions common, ParseResult parsed, CancellationToken cancellation)
    {
        using var project = common.Open(parsed);
        var shell = common.Shell;
        var programs = Of(project, shell);
        var guards = await ProgramGuards.FindAsync(shell.Environment, cancellation);
        if (programs.Count > 0)
            WarnOfLimits(shell, guards);
        if (common.Json(parsed))
        {
            Write(shell, programs, guards);
            return ExitCode.Done;
        }

        var table = ConsoleExtensions.NewTable("signal", "state", "command", ">seconds", ">memory MB");
        foreach (var (setting, program, trusted) in programs)
        {
            var state = program.Path is null ? "[red]not there[/]" : trusted ? "[green]trusted[/]" : "[yellow]not trusted[/]";
            table.AddRow(SafeText.Cell(setting.Signal), state, SafeText.Cell(program.CommandLine), $"{setting.Seconds}", $"{setting.MemoryMb}");
        }

        shell.Tables.Write(table);
        if (programs.Count == 0)
            shell.Notes.Note("the project has none; add programs: to fusion.yaml, docs/adding-a-signal.md says how");
        return ExitCode.Done;
    }

    private static Command Change(CommonOptions common, string name, string description, bool trust)
    {
        var signal = new Argument<string>("SIGNAL") { Description = "The program's signal." };
        var command = new Command(name, description) { signal };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var project = common.Open(parsed);
            var shell = common.Shell;
            var wanted = parsed.GetValue(signal)!;
            var found = Of(project, shell).Where(one => one.Setting.Signal == wanted).ToList();
            if (found.Count == 0)
                throw new BadInputException(project.FilePath, 0, $"names no program for signal '{wanted}'; {(project.File.Programs.IsEmpty ? "it names none at all" : $"those there are: {string.Join(", ", project.File.Programs.Select(program => program.Signal))}")}");
            var (_, program, _) = found[0];
            if (trust && program.Path is null)
                throw new BadInputException($"program {program.CommandLine} is not there; correct its path under programs: in fusion.yaml");
            var list = new TrustedPrograms(shell.Environment);
            if (trust)
                list.Add(program, shell.Clock.GetUtcNow());
            else if (list.Remove(program) == 0)
                throw new BadInputException($"program {program.CommandLine} was not trusted; nothing to take back");
            if (common.Json(parsed))
                Write(shell, Of(project, shell), await ProgramGuards.FindAsync(shell.Environment, cancellation));
            else
                shell.Tables.Note(trust ? $"trusted on this machine: {program.CommandLine}; take it back with: fusion programs untrust {wanted}" : $"no longer trusted: {program.CommandLine}");
            return ExitCode.Done;
        });
        return command;
    }

    private static void Write(Shell shell, IReadOnlyList<(ProgramSetting Setting, ProgramKey Program, bool Trusted)> programs, ProgramGuards guards) => JsonOut.Document(shell, "fusion.programs/1", json =>
    {
        json.WriteBoolean("memoryLimited", guards.LimitsMemory);
        json.WriteBoolean("contained", guards.Contains);
        json.Objects("programs", programs, one =>
        {
            json.WriteString("signal", one.Setting.Signal);
            json.Array("command", one.Setting.Command, json.WriteStringValue);
            json.WriteString("path", one.Program.Path);
            json.WriteBoolean("trusted", one.Trusted);
            json.WriteNumber("seconds", one.Setting.Seconds);
            json.WriteNumber("memoryMb", one.Setting.MemoryMb);
        });
    });
}
