using System.Collections.Immutable;
using FusionScorer.Library.Importing.Outside;

namespace FusionScorer.Library.Policies;

/// <summary>Reads <c>programs:</c> of <c>fusion.yaml</c>.</summary>
internal static class ProgramReader
{
    private const int UsualSeconds = 120;
    private const int UsualMemoryMb = 2048;

    /// <summary>Programs by signal, in order.</summary>
    public static ImmutableArray<ProgramSetting> Read(SettingReader reader, Setting? setting, string folder)
    {
        var programs = ImmutableArray.CreateBuilder<ProgramSetting>();
        foreach (var (signal, line, value) in reader.AnyMap(setting, "programs").Entries)
        {
            if (OutsideSignal.Fault(signal) is { } fault)
                throw reader.At(line, fault);
            var map = reader.Map(value, $"programs.{signal}", "command", "seconds", "memory_mb");
            var command = reader.Texts(map["command"] ?? throw reader.At(line, $"programs.{signal} names no command; add 'command: [./detect.py, \"{{clip}}\"]'"), $"programs.{signal}.command");
            if (command.Count == 0 || command.Any(word => word.Value.Contains('\0', StringComparison.Ordinal)))
                throw reader.At(line, $"programs.{signal}.command is empty or holds a zero byte; write a program and its arguments");

            if (!command.Skip(1).Any(word => word.Value.Contains("{clip}", StringComparison.Ordinal)))
                throw reader.At(line, $"programs.{signal}.command holds no {{clip}}, so it would say the same of every clip; add it as an argument");

            // A path starts at the project's folder; a bare name is looked for on PATH.
            var program = command[0].Value.Contains('/', StringComparison.Ordinal) ? Path.GetFullPath(command[0].Value, folder) : command[0].Value;
            programs.Add(new ProgramSetting(
                signal, [program, .. command.Skip(1).Select(word => word.Value)],
                reader.Whole(map["seconds"], $"programs.{signal}.seconds", UsualSeconds, 1, 24 * 60 * 60), reader.Whole(map["memory_mb"], $"programs.{signal}.memory_mb", UsualMemoryMb, 16, 1 << 20)));
        }

        return programs.ToImmutable();
    }
}
