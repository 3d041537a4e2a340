using System.Text;
using System.Text.Json;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Importing.Outside;
using FusionScorer.Library.Policies;
using FusionScorer.Signals;
using FusionScorer.Signals.Media;
using FusionScorer.Signals.Outside;

namespace FusionScorer.Pipeline.Programs;

/// <summary>A signal that a program of somebody's own reads: it is given a clip and prints evidence as JSON lines. What it prints is believed no more than a stranger's file.</summary>
/// <remarks>No shell, nothing of this process's environment but PATH, HOME, LANG and TMPDIR, bounded time, memory, output and rows; its whole process tree ends with it.</remarks>
public sealed class ProgramExtractor : ISignalExtractor
{
    private const int MostOutputBytes = 32 << 20;
    private const int MostRows = 100_000;
    private const int LongestReason = 200;
    private const string Clip = "{clip}";

    private readonly ProgramSetting _setting;
    private readonly ProgramKey _program;
    private readonly bool _trusted;
    private readonly string _folder;
    private readonly ProgramGuards _guards;
    private readonly Func<string, string?> _environment;

    /// <summary>A program of a project.</summary>
    /// <param name="setting">How it is called.</param>
    /// <param name="program">What it is.</param>
    /// <param name="trusted">Whether this machine trusts it.</param>
    /// <param name="folder">The project's folder, where it runs.</param>
    /// <param name="guards">What keeps it within its bounds.</param>
    /// <param name="environment">Reads a variable; the program is looked for on PATH again before each start.</param>
    public ProgramExtractor(ProgramSetting setting, ProgramKey program, bool trusted, string folder, ProgramGuards guards, Func<string, string?> environment) =>
        (_setting, _program, _trusted, _folder, _guards, _environment) = (setting, program, trusted, folder, guards, environment);

    /// <inheritdoc/>
    public string Signal => _setting.Signal;

    /// <inheritdoc/>
    public string Version => $"program-1-{_program.Key}";

    /// <inheritdoc/>
    public string ReadingVersion => "2";

    /// <inheritdoc/>
    public string? InputKey(ClipInput clip) => _trusted && _program.Path is not null && Path.IsPathRooted(clip.MediaPath) ? clip.Fingerprint : null;

    /// <inheritdoc/>
    public async Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation)
    {
        if (_program.Path is not { } path)
            return Observed.Missing($"program {_setting.Command[0]} is not there; correct its path under programs: in fusion.yaml");
        if (!_trusted)
            return Observed.Missing($"program {_setting.Command[0]} is not trusted on this machine; look at it, then run: fusion programs trust {Signal}");
        if (!Path.IsPathRooted(clip.MediaPath))
            return Observed.Missing("the clip is no file on this machine, and programs are given files alone");
        if (ProgramKey.Of(_setting, _folder, _environment).Key != _program.Key)
            return Observed.Failed($"program {_setting.Command[0]} has changed since this run began; look at it, trust it again, and run fusion extract --retry-failed");
        var rows = new ProgramOutput(Signal);
        var mark = Guid.NewGuid().ToString("N");
        ProcessResult result;
        try
        {
            result = await ProcessRunner.RunAsync(Command(path, clip.MediaPath) with { Mark = mark }, cancellation).ConfigureAwait(false);
        }
        finally
        {
            MarkedProcesses.Kill($"{ProcessRunner.MarkVariable}={mark}");
        }

        return result.End switch
        {
            ProcessEnd.NotStarted => Observed.Failed($"program {_setting.Command[0]} cannot be started: {Short(result.Error)}"),
            ProcessEnd.TimedOut => Observed.Failed($"program {_setting.Command[0]} took longer than {_setting.Seconds} s, and was ended"),
            ProcessEnd.OutputTooLong => Observed.Failed($"program {_setting.Command[0]} printed more than {MostOutputBytes >> 20} MB, and was ended"),
            _ when result.OutputLost => Observed.Failed($"program {_setting.Command[0]} ended, but something that it started held its output open; it was ended"),
            _ when result.ExitCode != 0 => Observed.Failed($"program {_setting.Command[0]} ended with {result.ExitCode}{(Short(result.Error) is { Length: > 0 } said ? $": {said}" : "")}"),
            _ => rows.Read(result.Output, MostRows) is { } fault ? Observed.Failed($"program {_setting.Command[0]}: {fault}") : Observed.Of(rows.ToJson()),
        };
    }

    /// <inheritdoc/>
    public SignalReading Read(string observation)
    {
        var evidence = ProgramOutput.OfJson(Signal, observation);
        return new SignalReading(ReadingStatus.Read, null, evidence, OutsideFeatures.Of(Signal, evidence));
    }

    private ProcessCommand Command(string path, string media) => _guards.Apply(
        new ProcessCommand(path, [.. _setting.Command.Skip(1).Select(argument => argument.Replace(Clip, media, StringComparison.Ordinal))])
        {
            TimeLimit = TimeSpan.FromSeconds(_setting.Seconds),
            MaxOutputBytes = MostOutputBytes,
            Folder = _folder,
            OwnEnvironment = false,
        },
        maxFileBytes: 1L << 30, maxMemoryBytes: (long)_setting.MemoryMb << 20, openFiles: 256);

    private static string Short(string text)
    {
        var line = text.Trim().Split('\n')[^1].Trim();
        return line.Length > LongestReason ? line[..LongestReason] + "…" : line;
    }

    /// <summary>What a program printed, checked.</summary>
    private sealed class ProgramOutput(string signal)
    {
        private readonly List<Evidence> _evidence = [];

        /// <summary>Reads all lines.</summary>
        /// <returns>What is wrong with the first bad one; null when nothing is.</returns>
        public string? Read(byte[] output, int most)
        {
            string text;
            try
            {
                text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(output);
            }
            catch (DecoderFallbackException)
            {
                return "printed something that is not UTF-8";
            }

            foreach (var (at, line) in text.Split('\n').Index())
            {
                if (string.IsNullOrWhiteSpace(line))
                    continue;
                if (EvidenceJson.Row(line, OutsideColumns.Usual, clip: "this", out var row) is { } fault)
                    return $"line {at + 1} {fault}";
                if (row!.Kind.Length == 0)
                    continue;
                if (OutsideFeatures.Slug(row.Kind) is var kind && kind.Length == 0)
                    return $"line {at + 1} has a kind without a letter or digit";
                if (_evidence.Count == most)
                    return $"printed more than {most} pieces of evidence";
                _evidence.Add(new Evidence(signal, kind, row.Score, row.Text, row.StartMs, row.EndMs));
            }

            return null;
        }

        public string ToJson() => JsonSerializer.Serialize(_evidence.OrderBy(one => one.StartMs).Select(one => new Row(one.Kind, one.Score, one.Text, one.StartMs, one.EndMs)));

        public static IReadOnlyList<Evidence> OfJson(string signal, string json) =>
            [.. JsonSerializer.Deserialize<List<Row>>(json)!.Select(row => new Evidence(signal, row.Kind, row.Score, row.Text, row.StartMs, row.EndMs))];

        private sealed record Row(string Kind, double Score, string Text, long? StartMs, long? EndMs);
    }
}
