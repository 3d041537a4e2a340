using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Programs;
using FusionScorer.Signals;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Programs;

/// <summary>Programs of somebody's own, as small real scripts: good ones, and all the others.</summary>
public sealed class ProgramExtractorTests : IDisposable
{
    // Nothing waits for it, unless a machine is that busy.
    private const int UsualSeconds = 30;

    private readonly TempFolder _folder = new();

    public ProgramExtractorTests() => SkipTest.Because(OperatingSystem.IsWindows() ? "the programs are scripts of sh" : null);

    [SkippableFact]
    public async Task GoodProgram_GivesEvidenceAndFeatures()
    {
        var extractor = Extractor("""
            printf '{"kind": "Gun Fight", "score": 0.75, "text": "%s", "start_ms": 2000, "end_ms": 3000}\n' "$(basename "$1")"
            echo '{"kind": "blood", "score": 0.5, "start_s": 1, "end_s": 1.5}'
            """);

        var observed = await extractor.ObserveAsync(Clip("a 'c' $(touch x).mp4"), default);

        Assert.Null(observed.Reason);
        var reading = extractor.Read(observed.Content!);
        Assert.Equal([("blood", 1000L, ""), ("gun-fight", 2000L, "a 'c' $(touch x).mp4")], reading.Evidence.Select(one => (one.Kind, one.StartMs!.Value, one.Text)));
        Assert.Equal((0.75f, 0.5f, 2f), (reading.Features["own.any"], reading.Features["own.blood-seconds"], reading.Features["own.count"]));
        Assert.False(File.Exists(_folder.At("x")));
    }

    [SkippableTheory]
    [InlineData("sleep 100", "took longer than 2 s")]
    [InlineData("(sleep 100; echo late) & echo '{\"kind\":\"x\"}'; sleep 100", "took longer than 2 s")]
    [InlineData("setsid sleep 100 & echo '{\"kind\":\"x\"}'", "held its output open")]
    [InlineData("echo oops >&2; exit 7", "ended with 7: oops")]
    [InlineData("kill -SEGV $$", "ended with ")]
    [InlineData("echo 'not json'", "line 1 is no JSON")]
    [InlineData("echo '{\"kind\":\"x\",\"score\":5}'", "line 1 score 5 is not between 0 and 1")]
    [InlineData("echo '{\"score\":1}'", "line 1 has no \"kind\"")]
    [InlineData("printf '\\377\\376'", "not UTF-8")]
    [InlineData("tr '\\0' x </dev/zero", "printed more than 32 MB")]
    [InlineData("yes '{\"kind\":\"x\"}' | head -n 100002", "more than 100000 pieces")]
    [InlineData("x=$(head -c 400000000 /dev/zero | tr '\\0' y); echo done", "ended with ")]
    [InlineData("dd if=/dev/zero of=big bs=1 count=1 seek=2000000000 2>/dev/null", "ended with ")]
    public async Task BadProgram_IsAReason_AndLeavesNoProcess(string script, string reason)
    {
        var mark = $"mark-{Guid.NewGuid():N}";
        var observed = await Extractor($"MARK={mark}; : \"$MARK\"\n{script.Replace("sleep 100", $"sleep 100.{mark.GetHashCode(StringComparison.Ordinal) & 0xFFFF:00000}", StringComparison.Ordinal)}", reason.Contains("longer", StringComparison.Ordinal) ? 2 : UsualSeconds).ObserveAsync(Clip("a.mp4"), default);

        Assert.Equal(ReadingStatus.Failed, observed.Status);
        Assert.Contains(reason, observed.Reason, StringComparison.Ordinal);
        using var left = Process.Start(new ProcessStartInfo("pgrep", ["-f", $"sleep 100.{mark.GetHashCode(StringComparison.Ordinal) & 0xFFFF:00000}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await left.WaitForExitAsync();
        Assert.Equal("", await left.StandardOutput.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task Program_SeesNoPasswords()
    {
        Environment.SetEnvironmentVariable("FUSION_STORE_PASSWORD", "s3cret");
        try
        {
            var observed = await Extractor("env >env.txt; pwd >>env.txt").ObserveAsync(Clip("a.mp4"), default);

            Assert.Null(observed.Reason);
            var seen = await File.ReadAllTextAsync(_folder.At("env.txt"));
            Assert.DoesNotContain("s3cret", seen, StringComparison.Ordinal);
            Assert.Contains("PATH=", seen, StringComparison.Ordinal);
            Assert.EndsWith($"{_folder.Path}\n", seen, StringComparison.Ordinal);
        }
        finally
        {
            Environment.SetEnvironmentVariable("FUSION_STORE_PASSWORD", null);
        }
    }

    [SkippableFact]
    public async Task UntrustedProgram_DoesNotRun_AndIsReadOnceTrusted()
    {
        var setting = Setting("touch ran");
        var trusted = new TrustedPrograms(Home);
        var key = ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable);

        var before = Make(setting, key, trusted.Has(key.Key));
        Assert.Contains("fusion programs trust own", (await before.ObserveAsync(Clip("a.mp4"), default)).Reason, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At("ran")));
        Assert.Null(before.InputKey(Clip("a.mp4")));

        trusted.Add(key, DateTimeOffset.UnixEpoch);
        Assert.True(new TrustedPrograms(Home).Has(key.Key));
        var after = Make(setting, key, trusted.Has(key.Key));
        Assert.NotNull(after.InputKey(Clip("a.mp4")));
        Assert.Null((await after.ObserveAsync(Clip("a.mp4"), default)).Reason);
        Assert.True(File.Exists(_folder.At("ran")));

        // Another content, or another argument, is another program.
        await File.AppendAllTextAsync(setting.Command[1], "# changed\n");
        Assert.Contains("has changed since", (await after.ObserveAsync(Clip("a.mp4"), default)).Reason, StringComparison.Ordinal);
        Assert.False(trusted.Has(ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable).Key));
        Assert.False(trusted.Has(ProgramKey.Of(setting with { Command = setting.Command.Add("-x") }, _folder.Path, Environment.GetEnvironmentVariable).Key));
        Assert.NotEqual(ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable).Key, ProgramKey.Of(setting, _folder.At("elsewhere"), Environment.GetEnvironmentVariable).Key);
        Assert.Equal(1, trusted.Remove(ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable)));
        Assert.False(trusted.Has(key.Key));
    }

    [SkippableFact]
    public async Task ProgramThatIsNotThere_IsMissing()
    {
        var setting = new ProgramSetting("own", ["/nowhere/at/all", "{clip}"], 2, 64);

        var observed = await Make(setting, ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable), trusted: true).ObserveAsync(Clip("a.mp4"), default);

        Assert.Equal(ReadingStatus.Missing, observed.Status);
    }

    public void Dispose() => _folder.Dispose();

    private string? Home(string name) => name == "XDG_DATA_HOME" ? _folder.At("home") : Environment.GetEnvironmentVariable(name);

    private ProgramSetting Setting(string script, int seconds = UsualSeconds) => new("own", ["sh", _folder.Write("own.sh", script + "\n"), "{clip}"], seconds, 256);

    private ProgramExtractor Extractor(string script, int seconds = UsualSeconds) => Make(Setting(script, seconds), ProgramKey.Of(Setting(script, seconds), _folder.Path, Environment.GetEnvironmentVariable), trusted: true);

    private ProgramExtractor Make(ProgramSetting setting, ProgramKey key, bool trusted) =>
        new(setting, key, trusted, _folder.Path, new ProgramGuards(File.Exists("/usr/bin/prlimit") ? "/usr/bin/prlimit" : null, []), Environment.GetEnvironmentVariable);

    private ClipInput Clip(string name) => new(_folder.Write(name, "no film"), "fingerprint", [], Probe: null);
}
