using System.Diagnostics;
using FusionScorer.Core.Clips;
using FusionScorer.Pipeline.Isolation;
using FusionScorer.Signals;
using FusionScorer.Signals.Media.Decoding;
using FusionScorer.TestKit;

namespace FusionScorer.Pipeline.Tests.Isolation;

/// <summary>Real processes stand for the engine's: what they answer, and how they die, is a line of shell.</summary>
public sealed class IsolatedReaderTests : IDisposable
{
    private const string Answer = """n=$((n+1)); echo "a line of a native library"; echo "fusion-engine {\"Number\":$n,\"Observed\":[{\"Status\":0,\"Content\":\"$$ $n\",\"Reason\":null}]}" """;

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Clips_OneAfterAnother_AreReadByOneProcess()
    {
        using var reader = Reader($"n=0; while read -r line; do {Answer}; done");

        var first = Assert.Single(await ReadAsync(reader)).Content!;
        var second = Assert.Single(await ReadAsync(reader)).Content!;

        Assert.Equal((first.Split(' ')[0], "1", "2"), (second.Split(' ')[0], first.Split(' ')[1], second.Split(' ')[1]));
        reader.Dispose();
        Assert.False(IsAlive(first));
    }

    [Fact]
    public async Task AProcessThatDies_IsReplaced_AndItsClipTriedOnceMore()
    {
        using var reader = Reader($"n=0; while read -r line; do if [ ! -e '{_folder.At("died")}' ]; then : >'{_folder.At("died")}'; kill -SEGV $$; fi; {Answer}; done");

        Assert.Equal(ReadingStatus.Read, Assert.Single(await ReadAsync(reader)).Status);
    }

    [Theory]
    [InlineData("kill -SEGV $$", "signal 11")]
    [InlineData("kill -KILL $$", "signal 9")]
    [InlineData("echo 'out of luck' >&2; exit 7", "exit code 7: out of luck")]
    public async Task AClipThatEndsProcesses_Fails_WithTheReason(string death, string reason)
    {
        using var reader = Reader($"read -r line; {death}");

        var observed = Assert.Single(await ReadAsync(reader));

        Assert.Equal(ReadingStatus.Failed, observed.Status);
        Assert.Contains($"the word engine failed twice: its process died ({reason}", observed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AProcessThatHangs_IsEnded()
    {
        using var reader = Reader($"echo $$ >'{_folder.At("pid")}'; read -r line; sleep 1000", new EngineLimits(1L << 30, TimeSpan.FromSeconds(2), 0));

        var observed = Assert.Single(await ReadAsync(reader));

        Assert.Contains("took longer than 2 seconds", observed.Reason, StringComparison.Ordinal);
        Assert.False(IsAlive(await File.ReadAllTextAsync(_folder.At("pid"))));
    }

    [Fact]
    public async Task AProcessThatGrows_IsEnded()
    {
        using var reader = Reader("read -r line; exec sort /dev/zero", new EngineLimits(64L << 20, TimeSpan.FromMinutes(1), 0));

        var reason = Assert.Single(await ReadAsync(reader)).Reason!;

        Assert.True(reason.Contains("more than the 64 MB allowed", StringComparison.Ordinal), reason);
    }

    [Theory]
    [InlineData("echo 'fusion-engine {'")]
    [InlineData("echo 'fusion-engine null'")]
    [InlineData("tr '\\0' x </dev/zero")]
    public async Task AnAnswerThatIsNone_IsAReason(string answer)
    {
        using var reader = Reader($"read -r line; {answer}; sleep 1000", new EngineLimits(1L << 30, TimeSpan.FromSeconds(8), 0));

        var observed = Assert.Single(await ReadAsync(reader));

        Assert.Equal(ReadingStatus.Failed, observed.Status);
        Assert.Contains("engine", observed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoeverStops_LeavesNoProcess()
    {
        using var reader = Reader($"echo $$ >'{_folder.At("pid")}'; read -r line; sleep 1000");
        using var stop = new CancellationTokenSource();
        var reading = ReadAsync(reader, stop.Token);
        while (!File.Exists(_folder.At("pid")) || new FileInfo(_folder.At("pid")).Length == 0)
            await Task.Delay(20);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.False(IsAlive(await File.ReadAllTextAsync(_folder.At("pid"))));
    }

    [Theory]
    [InlineData("FUSION_STORE_PASSWORD")]
    [InlineData("FUSION_STORE")]
    [InlineData("FUSION_BROKER")]
    [InlineData("PGPASSWORD")]
    public async Task Secrets_DoNotReachTheProcess(string name)
    {
        var start = Shell($"read -r line; env | grep -q canary && exit 9; n=0; {Answer}");
        start.Environment[name] = "canary";
        using var reader = new IsolatedReader(() => start, EngineLimits.Usual);

        Assert.Equal(ReadingStatus.Read, Assert.Single(await ReadAsync(reader)).Status);
    }

    private static bool IsAlive(string pid)
    {
        try
        {
            using var process = Process.GetProcessById(int.Parse(pid.Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));
            return !process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static IsolatedReader Reader(string script, EngineLimits? limits = null) => new(() => Shell(script), limits ?? EngineLimits.Usual);

    private static ProcessStartInfo Shell(string script) => new("/bin/sh") { ArgumentList = { "-c", script } };

    private static Task<IReadOnlyList<Observed>> ReadAsync(IsolatedReader reader, CancellationToken cancellation = default) =>
        reader.ReadAsync(new ClipInput("/films/a.mkv", "fp", [], Probe: null), [new Word()], cancellation);

    private sealed class Word : IDecodedSignal
    {
        public string Signal => "word";

        public string Version => "word/1";

        public string ReadingVersion => "word/1";

        public string? InputKey(ClipInput clip) => clip.Fingerprint;

        public IDecodedObserver? Begin(ClipInput clip) => throw new NotSupportedException("this process reads nothing itself");

        public Task<Observed> ObserveAsync(ClipInput clip, CancellationToken cancellation) => throw new NotSupportedException("this process reads nothing itself");

        public SignalReading Read(string observation) => SignalReading.Nothing(ReadingStatus.Missing, null);
    }
}
