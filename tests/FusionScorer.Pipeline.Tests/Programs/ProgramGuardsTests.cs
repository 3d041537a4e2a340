using System.Diagnostics;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Programs;
using FusionScorer.Signals;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Programs;

/// <summary>What a machine does to bound programs, and what trust looks at.</summary>
public sealed class ProgramGuardsTests : IDisposable
{
    // Nothing waits for it, unless a machine is that busy.
    private const int UsualSeconds = 30;

    private readonly TempFolder _folder = new();

    public ProgramGuardsTests() => SkipTest.Because(OperatingSystem.IsWindows() ? "the programs are scripts of sh" : null);

    [SkippableTheory]
    [InlineData("env -i setsid sleep NUMBER >/dev/null 2>&1 & echo '{\"kind\":\"x\"}'", null)]
    [InlineData("env -i setsid sh -c 'setsid sleep NUMBER & setsid sleep NUMBER' & sleep 100", "took longer than 2 s")]
    [InlineData("env -i setsid sleep NUMBER & exit 7", "ended with 7")]
    [InlineData("kill -SEGV $$", "ended with ")]
    [InlineData("x=$(head -c 400000000 /dev/zero | tr '\\0' y); echo done", "ended with ")]
    public async Task ContainedProgram_LeavesNothing_HoweverItHides(string script, string? reason)
    {
        var guards = await Guards();
        var number = $"100.{Guid.NewGuid().GetHashCode() & 0xFFFFFF:00000000}";
        var setting = Setting(script.Replace("NUMBER", number, StringComparison.Ordinal), reason?.Contains("longer", StringComparison.Ordinal) == true ? 2 : UsualSeconds);

        var observed = await Make(setting, guards).ObserveAsync(new ClipInput(_folder.Write("a.mp4", "no film"), "fingerprint", [], Probe: null), default);

        if (reason is null)
            Assert.Null(observed.Reason);
        else
            Assert.Contains(reason, observed.Reason, StringComparison.Ordinal);
        using var left = Process.Start(new ProcessStartInfo("pgrep", ["-f", $"sleep {number}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await left.WaitForExitAsync();
        Assert.Equal("", await left.StandardOutput.ReadToEndAsync());
    }

    [SkippableFact]
    public async Task ContainedProgram_SeesItself_AndReadsAsItsUser()
    {
        var guards = await Guards();
        var setting = Setting("test -d /proc/$$ && test \"$(id -u)\" = " + $"{await Id()}" + " && grep -q film \"$1\" && echo '{\"kind\": \"fine\"}'");
        var extractor = Make(setting, guards);

        var observed = await extractor.ObserveAsync(new ClipInput(_folder.Write("a.mp4", "no film"), "fingerprint", [], Probe: null), default);

        Assert.Null(observed.Reason);
        Assert.Equal("fine", Assert.Single(extractor.Read(observed.Content!).Evidence).Kind);
    }

    [SkippableFact]
    public async Task MachineWithoutTools_IsToldApart()
    {
        var none = await ProgramGuards.FindAsync(name => name == "PATH" ? _folder.Path : null, default);

        Assert.Equal((false, false), (none.LimitsMemory, none.Contains));
    }

    [SkippableFact]
    public void LargeFilesOfArguments_AreLookedAt_AndWhatHasNoEndIsNotRead()
    {
        var model = _folder.At("model.bin");
        using (var file = File.Create(model))
            file.SetLength(70 << 20);
        var setting = new ProgramSetting("own", ["sh", model, "/dev/zero", "{clip}"], 2, 64);
        var before = Key(setting);

        using (var file = File.OpenWrite(model))
        {
            file.Seek(69 << 20, SeekOrigin.Begin);
            file.WriteByte(1);
        }

        File.SetLastWriteTimeUtc(model, DateTime.UnixEpoch);
        Assert.NotEqual(before.Key, Key(setting).Key);
        Assert.Equal(Key(setting).Key, Key(setting).Key);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task<ProgramGuards> Guards()
    {
        var guards = await ProgramGuards.FindAsync(Environment.GetEnvironmentVariable, default);
        SkipTest.Because(guards.Contains ? null : "this machine gives no process namespaces");
        return guards;
    }

    private static async Task<string> Id()
    {
        using var id = Process.Start(new ProcessStartInfo("id", ["-u"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        return (await id.StandardOutput.ReadToEndAsync()).Trim();
    }

    private ProgramKey Key(ProgramSetting setting) => ProgramKey.Of(setting, _folder.Path, Environment.GetEnvironmentVariable);

    private ProgramSetting Setting(string script, int seconds = UsualSeconds) => new("own", ["sh", _folder.Write("own.sh", script + "\n"), "{clip}"], seconds, 256);

    private ProgramExtractor Make(ProgramSetting setting, ProgramGuards guards) => new(setting, Key(setting), trusted: true, _folder.Path, guards, Environment.GetEnvironmentVariable);
}
