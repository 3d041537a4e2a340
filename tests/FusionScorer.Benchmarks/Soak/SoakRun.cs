using System.Diagnostics;
using System.Globalization;
using FusionScorer.Benchmarks.Processes;
using FusionScorer.Core;
using FusionScorer.Library;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Workers;
using FusionScorer.TestKit;
using FusionScorer.TestKit.Services;

namespace FusionScorer.Benchmarks.Soak;

/// <summary>The program under steady work for a while: five reviewers, and a small library scanned and extracted over and over; does anything grow?</summary>
internal sealed class SoakRun : IAsyncDisposable
{
    private const int Reviewers = 5;
    private const int ImportedClips = 20_000;
    private const int Workers = 2;

    private readonly TempFolder _folder = new();
    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal);
    private readonly List<MeasuredProcess> _processes = [];
    private readonly SoakWatch _watch;
    private readonly TextWriter _to;
    private PostgresServer? _postgres;
    private RabbitServer? _rabbit;

    private SoakRun(TextWriter to, string csv)
    {
        _to = to;
        var heaps = _folder.At("heaps");
        Directory.CreateDirectory(heaps);
        _watch = new SoakWatch(csv, heaps);
        _settings[StartupHook.Variable] = heaps;
        _settings["DOTNET_STARTUP_HOOKS"] = typeof(StartupHook).Assembly.Location;
    }

    private string Project => _folder.At("project");

    /// <summary><c>soak MINUTES [--services] [--csv FILE]</c></summary>
    /// <returns>0 when everything stayed flat.</returns>
    public static async Task<int> PrintAsync(TextWriter to, string[] words)
    {
        var minutes = words is [var first, ..] && double.TryParse(first, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : throw new BadInputException("soak needs a number of minutes");
        var csv = Array.IndexOf(words, "--csv") is >= 0 and var at && at + 1 < words.Length ? words[at + 1] : "soak.csv";
        await using var run = new SoakRun(to, Path.GetFullPath(csv));
        var flat = await run.RunAsync(TimeSpan.FromMinutes(minutes), words.Contains("--services", StringComparer.Ordinal));
        to.WriteLine($"samples: {Path.GetFullPath(csv)}");
        to.WriteLine(flat ? "flat: nothing grows for certain" : "NOT FLAT");
        return flat ? 0 : 1;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
            process.Dispose();
        _postgres?.Dispose();
        if (_rabbit is not null)
            await _rabbit.DisposeAsync();
        _folder.Dispose();
    }

    private async Task<bool> RunAsync(TimeSpan length, bool services)
    {
        if (services)
            await StartServersAsync();
        await MakeProjectAsync();
        using var review = await ReviewServer.StartAsync(Project, _settings);
        _watch.Add("review app", review.Process.Id);
        using (var admin = await review.SetUpAsync())
        {
            for (var i = 0; i < Reviewers; i++)
                await review.AddAccountAsync(admin, ReviewLoad.NameOf(i), "reviewer");
        }

        StartExtraction(services);
        using var over = new CancellationTokenSource(length);
        var load = new ReviewLoad();
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            load.RunAsync(review.Address, Reviewers, over.Token), _watch.RunAsync(over.Token), services ? PublishAsync(over.Token) : Task.CompletedTask);
        _to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Stopwatch.GetElapsedTime(started).TotalMinutes:0.0} minutes"));
        foreach (var process in _processes.Append(review.Process))
            await process.StopAsync();
        load.Print(_to);
        foreach (var process in _processes)
            _to.WriteLine(process.Text.Split('\n') is [.., var last] ? last : "");
        return SoakVerdict.Print(_to, _watch.Samples);
    }

    private async Task StartServersAsync()
    {
        if ((PostgresServer.Unavailable ?? RabbitServer.Unavailable) is { } missing)
            throw new BadInputException(missing);
        _postgres = PostgresServer.Start(durable: true);
        _rabbit = await RabbitServer.StartAsync();
        _settings[StoreLocation.Variable] = _postgres.NewDatabase();
        _settings[BrokerAddress.AddressVariable] = _rabbit.Uri.ToString();
        _watch.Add("PostgreSQL", _postgres.ProcessId);
        _watch.Add("RabbitMQ", _rabbit.ProcessId);
    }

    private async Task MakeProjectAsync()
    {
        var library = Repository.Copy(Repository.At("data-samples", "library"), _folder.At("library"));
        var file = new ProjectFile { Libraries = [new LibraryRoot("samples", library)], Policy = DefaultPolicy.Policy, SpeechModel = "whisper-micro" };
        Pipeline.Projects.Project.Create(file, Project, "benchmark", TimeProvider.System, _settings.GetValueOrDefault).Dispose();
        SyntheticDataSet.Write(_folder.At("data"), ImportedClips);
        foreach (var words in (string[][])[["import", _folder.At("data")], ["scan"], ["fuse"]])
            await MeasuredProcess.RunAsync(Programs.Fusion(Project, _settings, words));
    }

    private void StartExtraction(bool services)
    {
        for (var i = 0; i < (services ? Workers : 1); i++)
        {
            var process = new MeasuredProcess(services
                ? Programs.Fusion(Project, _settings, "worker", "--jobs", "1") : Programs.Own(Project, _settings, SoakExtraction.Word, Project));
            _processes.Add(process);
            _watch.Add(services ? $"worker {i + 1}" : "scan and extract", process.Id);
        }
    }

    // Each run is a process of its own, as a timer of the system starts them.
    private async Task PublishAsync(CancellationToken over)
    {
        var runs = 0;
        while (!over.IsCancellationRequested)
        {
            await MeasuredProcess.RunAsync(Programs.Fusion(Project, _settings, "scan"));
            using var extract = new MeasuredProcess(Programs.Fusion(Project, _settings, "extract", "--force"));
            await extract.EndAsync(over);
            runs++;
        }

        _to.WriteLine($"{runs} runs sent to the workers");
    }
}
